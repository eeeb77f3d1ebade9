//! The templates of SST and the AWS CDK for the same declarations. `tests/oracles/README.md` explains the differences.
#![cfg(feature = "system")]

use std::{fs, path::Path};

use websocket_api_model::{
    declaration::{Permission, Permissions},
    synth,
};
use websocket_api_tests::{judges::script, source};

macro_rules! declarations {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../oracles/ours/", $name, ".rs")))),+]
    };
}

/// The name of an oracle, and its declaration in this language.
const CASES: [(&str, &str); 10] = declarations![
    "01-minimal",
    "03-defaults",
    "05-merge",
    "09-domain-full",
    "12-cert-imported",
    "15-auth-lambda",
    "17-log-retention",
    "19-attach-permissions-route",
    "20-cdk-api-name",
    "22-return-response",
];

#[test]
fn differences_to_sst_and_the_cdk_are_explained() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = tests.parent().expect("the workspace").join("target");
    let folder = target.join("oracles");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/oracles");
    for (name, text) in CASES {
        let declaration = source::declarations(text).remove(0);
        assert!(declaration.findings.is_empty(), "{name}");
        let mut declaration = source::value(declaration);
        if name == "19-attach-permissions-route" {
            // A program calls `attach_permissions_to_route("$default", ["s3"])`.
            let route = declaration
                .routes
                .to_mut()
                .iter_mut()
                .find(|route| route.key == "$default")
                .expect("the route");
            route.attached =
                Some(Permissions::List(vec![Permission::parse("s3").expect("a service")].into()));
        }
        let template = synth(&declaration);
        fs::write(folder.join(name).with_extension("json"), template.to_json()).expect("a template");
    }
    let output = script("oracles/compare.py", &[]).arg(&folder).output().expect("python");
    let text = String::from_utf8_lossy(&output.stdout);
    let expected = format!("compared {}", 2 * CASES.len());
    assert_eq!(text.trim(), expected, "{}", String::from_utf8_lossy(&output.stderr));
}
