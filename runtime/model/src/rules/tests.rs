use super::*;
use crate::{
    declaration::{
        Architecture, DeclarationPath, Function, FunctionLayout, Group, Json, Member, Permission,
        Permissions, Route, RouteFunction, Str, Text, Timeout, Variable, parse_text,
    },
    message::Help,
    synth,
};

fn text(text: &str) -> Text {
    parse_text(text).expect("a text")
}

fn declaration(routes: impl IntoIterator<Item = (&'static str, RouteFunction)>) -> Declaration {
    let routes = routes.into_iter().map(|(key, function)| Route { function, ..Route::new(key, "handler") });
    Declaration { routes: routes.collect::<Vec<_>>().into(), ..Declaration::new("Chat") }
}

fn own(function: Function) -> RouteFunction {
    RouteFunction::Own(function)
}

/// Returns the violations, except for the warning about a missing `$default`.
fn judge(declaration: &Declaration) -> Vec<Violation> {
    let violations = check(declaration, &synth(declaration));
    violations.into_iter().filter(|violation| violation.rule != Rule::NoDefaultRoute).collect()
}

/// Returns the path and the message of each violation.
fn shown(declaration: &Declaration) -> Vec<(String, String)> {
    judge(declaration).iter().map(|violation| (violation.at.to_string(), violation.to_string())).collect()
}

fn paths(violation: &Violation) -> Vec<String> {
    violation.paths.iter().map(DeclarationPath::to_string).collect()
}

fn environment(variables: &[(&'static str, usize)]) -> Function {
    let variable = |(name, len): &(&'static str, usize)| Variable {
        name: Str::Borrowed(name),
        value: Text::Literal("x".repeat(*len).into()),
    };
    Function { environment: variables.iter().map(variable).collect::<Vec<_>>().into(), ..Function::EMPTY }
}

#[test]
fn declaration_without_faults_has_no_violations() {
    assert_eq!(shown(&declaration([("$default", own(Function::EMPTY))])), []);
    assert_eq!(shown(&Declaration::new("Empty"))[0].0, "", "an API without routes");
}

#[test]
fn merged_environment_over_4096_bytes_is_a_violation() {
    let mut declaration = declaration([("send", own(environment(&[("OWN", 2_000), ("BOTH", 10)])))]);
    declaration.defaults = environment(&[("BOTH", 2_500), ("MORE", 2_030)]);
    let violations = judge(&declaration);
    let [defaults, route] = &violations[..] else { panic!("{violations:?}") };
    assert_eq!(defaults.at.to_string(), "defaults.function.environment.MORE");
    assert_eq!(route.at.to_string(), "routes.send.function.environment.BOTH");
    assert_eq!(
        paths(route),
        [
            "routes.send.function.environment.BOTH",
            "defaults.function.environment.MORE",
            "routes.send.function.environment.OWN",
        ]
    );
    assert!(
        route.rule.message().fault().contains(" bytes of environment of the function of `send`"),
        "{route}"
    );
    // An authorizer's function has neither the defaults nor an endpoint variable.
    declaration.defaults = environment(&[("BOTH", 1_900)]);
    assert_eq!(shown(&declaration), []);
}

#[test]
fn unknown_value_is_not_counted() {
    // A constant is an empty text here, and the front end drops violations that depend on one.
    let mut declaration = declaration([("send", own(environment(&[("LARGE", 4_090), ("CONSTANT", 0)])))]);
    let violations = judge(&declaration);
    let [violation] = &violations[..] else { panic!("{violations:?}") };
    assert_eq!(violation.at.to_string(), "routes.send.function.environment.CONSTANT");
    assert_eq!(paths(violation), ["routes.send.function.environment.LARGE"]);
    declaration.routes.to_mut()[0].function = own(environment(&[("LARGE", 3_800)]));
    assert_eq!(judge(&declaration)[0].rule.warning(), Some(Warning::NearLimit));
}

#[test]
fn layers_of_defaults_count_for_each_function() {
    let layer = |name: &str| text(&format!("arn:aws:lambda:eu-west-1:1:layer:{name}:1"));
    let layers = |names: &[&str]| Function {
        layers: names.iter().map(|name| layer(name)).collect::<Vec<_>>().into(),
        ..Function::EMPTY
    };
    let mut declaration =
        declaration([("send", own(layers(&["a", "b", "c"]))), ("$default", own(Function::EMPTY))]);
    declaration.defaults = layers(&["d", "e", "f"]);
    assert_eq!(
        shown(&declaration),
        [(
            "routes.send.function.layers".to_owned(),
            "6 layers of the function of `send` exceed Lambda's limit of 5".to_owned()
        )]
    );
    declaration.defaults = layers(&["d", "b"]);
    let violations = judge(&declaration);
    let [violation] = &violations[..] else { panic!("{violations:?}") };
    assert_eq!(paths(violation), ["routes.send.function.layers[1]", "defaults.function.layers[1]"]);
    assert!(matches!(violation.rule, Rule::DuplicateLayer { .. }), "{violation:?}");
}

#[test]
fn duplicate_function_name_is_a_violation() {
    let named = |name: &str| Function { function_name: Some(text(name)), ..Function::EMPTY };
    let places =
        |declaration: &Declaration| shown(declaration).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
    let mut both = declaration([("a", own(named("x"))), ("b", own(named("x")))]);
    assert_eq!(places(&both), ["routes.b.function.function_name"]);
    both.routes.to_mut()[1].function = own(Function::EMPTY);
    both.defaults = named("y");
    assert_eq!(places(&both), [""; 0], "one function takes the name of the defaults");
    both.defaults = named("x");
    assert_eq!(places(&both), ["routes.a.function.function_name"]);
    both.routes.to_mut()[0].function = own(Function::EMPTY);
    assert_eq!(places(&both), ["defaults.function.function_name"]);
    both.functions = FunctionLayout::Shared;
    assert_eq!(places(&both), [""; 0], "one function serves both");
}

#[test]
fn second_architecture_is_a_violation() {
    let arm = || Function { architecture: Some(Architecture::Arm64), ..Function::EMPTY };
    let mut mixed = declaration([("a", own(arm())), ("b", own(Function::EMPTY))]);
    let violations = judge(&mixed);
    let [violation] = &violations[..] else { panic!("{violations:?}") };
    assert!(violation.to_string().contains("; help: write `architecture` of the API instead"), "{violation}");
    let judged = paths(violation);
    for path in ["architecture", "routes.b.function.architecture", "routes", "authorizer"] {
        assert!(judged.iter().any(|judged| judged == path), "{path}: {judged:?}");
    }
    mixed.architecture = Some(Architecture::X86_64);
    let violations = judge(&mixed);
    assert!(violations[0].to_string().contains("`x86_64` of the API"), "{violations:?}");
    mixed.architecture = Some(Architecture::Arm64);
    assert_eq!(judge(&mixed), []);
}

#[test]
fn undeclared_group_is_one_violation_for_each_route() {
    let group = || RouteFunction::Group("talk".into());
    let mut grouped = declaration([("a", group()), ("b", group())]);
    let violations = judge(&grouped);
    assert_eq!(paths(&violations[0]), ["routes.a.function.group", "groups.talk"]);
    assert_eq!(violations[0].part, Part::Value);
    assert_eq!(violations.len(), 2);
    grouped.groups = vec![Group {
        name: "talk".into(),
        function: Function { timeout: Some(Timeout::new(30)), ..Function::EMPTY },
    }]
    .into();
    assert_eq!(shown(&grouped)[0].0, "groups.talk.timeout");
    grouped.functions = FunctionLayout::Shared;
    assert_eq!(shown(&grouped)[0].0, "groups");
}

#[test]
fn reference_to_an_unknown_name_is_a_violation() {
    let missing = Json::Object(
        vec![
            Member { key: "Type".into(), value: Json::Text(text("AWS::SNS::Topic")) },
            Member { key: "DependsOn".into(), value: Json::List(vec![Json::Verbatim("Gone".into())].into()) },
            Member {
                key: "Properties".into(),
                value: Json::Object(
                    vec![Member {
                        key: "Fn::Sub".into(),
                        value: Json::List(
                            vec![
                                Json::Verbatim("${Given} ${Lost}".into()),
                                Json::Object(
                                    vec![Member { key: "Given".into(), value: Json::Text(text("${Gone}")) }]
                                        .into(),
                                ),
                            ]
                            .into(),
                        ),
                    }]
                    .into(),
                ),
            },
        ]
        .into(),
    );
    let mut declaration = declaration([("a", own(Function::EMPTY))]);
    declaration.sections.resources = vec![Member { key: "Topic".into(), value: missing }].into();
    let value = Json::Text(text("${Topic.Arn} ${ChatOnAFunction.Name}"));
    let output = Json::Object(vec![Member { key: "Value".into(), value }].into());
    declaration.sections.outputs = vec![Member { key: "Out".into(), value: output }].into();
    let shown = shown(&declaration);
    let places: Vec<&str> = shown.iter().map(|(at, _)| &**at).collect();
    assert_eq!(
        places,
        [
            "outputs.Out.Value",
            "outputs.Out.Value",
            "resources.Topic.DependsOn[0]",
            "resources.Topic.Properties.\"Fn::Sub\"[0]",
        ]
    );
    assert_eq!(
        shown[0].1,
        "unknown attribute `Arn` of `AWS::SNS::Topic`; help: expected `TopicArn` or `TopicName`"
    );
    assert!(shown[2].1.ends_with("; note: the declaration has this name once more"), "{}", shown[2].1);
}

#[test]
fn permission_for_an_undeclared_resource_is_a_violation() {
    let permissions = vec![Permission::Resource("Table".into(), crate::declaration::Access::Read)];
    let function = Function { permissions: Some(Permissions::List(permissions.into())), ..Function::EMPTY };
    let lost = declaration([("a", own(function))]);
    let violations = judge(&lost);
    assert_eq!(paths(&violations[0]), ["routes.a.function.permissions[0]", "resources.Table"]);
    let help = Help::replace("a resource with a similar name exists: `Tables`", "Table", "Tables");
    assert_eq!(
        violations[0].rule.message_with(help).one_line(),
        "unknown resource `Table`; help: a resource with a similar name exists: `Tables`"
    );
}

#[test]
fn warnings_alone_pass_the_check() {
    let slow = Function { timeout: Some(Timeout::new(30)), ..Function::EMPTY };
    let mut declaration = declaration([("a", own(slow))]);
    assert_eq!(Violations::check(judge(&declaration)), Ok(()));
    declaration.routes.to_mut()[0].function = RouteFunction::Group("talk".into());
    declaration
        .routes
        .to_mut()
        .push(Route { function: RouteFunction::Group("b".into()), ..Route::new("b", "handler") });
    let errors = Violations::check(judge(&declaration)).expect_err("errors");
    assert_eq!((errors.iter().count(), errors.to_string().lines().count()), (2, 2));
}
