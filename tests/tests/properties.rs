//! Properties of any declaration.

use std::collections::HashMap;

use proptest::{collection::hash_set, prelude::*};
use serde_json::Value;
use websocket_api_model::{
    declaration::{Declaration, Route},
    synth,
    template::Template,
};
use websocket_api_syntax::{Level, lower, parse};
use websocket_api_tests::generate;

/// The template of a declaration, which must be accepted.
fn accept(declaration: &str) -> Template {
    let (api, mut diagnostics) = parse(declaration.parse().expect("tokens"));
    let value = api.map(|api| lower(&api, &[], &mut diagnostics));
    for diagnostic in diagnostics.into_vec() {
        assert_ne!(diagnostic.level, Level::Error, "{}\n{declaration}", diagnostic.message());
    }
    synth(&value.expect("an API"))
}

fn resources(keys: &[String]) -> HashMap<String, Value> {
    let mut declaration = Declaration::new("Chat");
    let route = |key: &String| Route { key: key.clone().into(), ..Route::new("", "f") };
    declaration.routes = keys.iter().map(route).collect();
    let template: Value = serde_json::from_str(&synth(&declaration).to_json()).expect("JSON");
    let resources = template["Resources"].as_object().expect("resources").clone();
    resources.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn generated_declaration_is_accepted_and_its_references_resolve(declaration in generate::declaration()) {
        let template = accept(&declaration);
        prop_assert_eq!(template.dangling(), None);
        prop_assert_eq!(template.cycle(), None);
    }

    /// Adding or reordering routes leaves the resources of other routes unchanged.
    #[test]
    fn added_or_reordered_routes_leave_other_resources_unchanged(
        keys in hash_set(generate::route_key(), 1..12),
        more in hash_set(generate::route_key(), 0..6),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let keys: Vec<String> = keys.into_iter().collect();
        let before = resources(&keys);
        let mut after = keys.clone();
        after.rotate_left(shuffled.index(keys.len()));
        after.extend(more.into_iter().filter(|key| !keys.contains(key)));
        after.reverse();
        let after = resources(&after);
        for (id, resource) in before {
            prop_assert_eq!(Some(&resource), after.get(&id), "{}", id);
        }
    }
}

/// cfn-lint finds no error in the templates of random declarations.
#[cfg(feature = "system")]
#[test]
fn generated_templates_have_no_cfn_lint_errors() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    use std::{fs, path::Path};

    use websocket_api_tests::judges::judge;

    const DECLARATIONS: usize = 300;

    let target = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("target");
    let folder = target.join("generated");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/generated");
    let mut runner = TestRunner::default();
    let mut declarations = Vec::new();
    for i in 0..DECLARATIONS {
        let declaration = generate::declaration().new_tree(&mut runner).expect("a declaration").current();
        fs::write(folder.join(format!("{i:03}.json")), accept(&declaration).to_json()).expect("a template");
        fs::write(folder.join(format!("{i:03}.txt")), &declaration).expect("a declaration");
        declarations.push(folder.join(format!("{i:03}.json")));
    }
    // Two at once, as machines have two cores and cfn-lint uses one.
    let halves = declarations.chunks(DECLARATIONS.div_ceil(2)).map(|files| {
        judge("cfn-lint")
            .args(["--non-zero-exit-code", "error", "--format", "parseable", "--"])
            .args(files)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("cfn-lint")
    });
    for half in halves.collect::<Vec<_>>() {
        let output = half.wait_with_output().expect("cfn-lint");
        let text = String::from_utf8_lossy(&output.stdout);
        let errors: Vec<&str> = text.lines().filter(|line| line.contains(":E")).collect();
        assert!(errors.is_empty() && output.status.success(), "{}", errors.join("\n"));
    }
}
