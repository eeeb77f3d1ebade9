use super::{Rule, Violation};
use crate::declaration::{Architecture, Declaration, DeclarationPath, FunctionOwner, FunctionSettings};

/// One artifact has one architecture, so every function that runs it has the same.
pub(super) fn check_architectures(declaration: &Declaration, found: &mut Vec<Violation>) {
    let of_api = DeclarationPath::from_keys(["architecture"]);
    let of_defaults = path(FunctionOwner::Defaults);
    let declared = declaration.architecture.or(declaration.defaults.architecture);
    let (functions, mut judged): (Vec<FunctionSettings<'_>>, Vec<DeclarationPath>) = match declared {
        Some(_) => (declaration.settings().collect(), vec![of_api, of_defaults]),
        None => {
            let functions = declaration.made_functions();
            let judged = ["routes", "groups", "authorizer"].map(|key| DeclarationPath::from_keys([key]));
            (functions, [of_api, of_defaults].into_iter().chain(judged).collect())
        }
    };
    let whole = declaration.architecture();
    let others: Vec<(FunctionOwner<'_>, Architecture)> = functions
        .iter()
        .filter_map(|settings| {
            Some((settings.owner, settings.own.architecture.filter(|named| *named != whole)?))
        })
        .collect();
    if declared.is_none() && !others.is_empty() {
        judged.extend(functions.iter().map(|settings| path(settings.owner)));
    }
    for (owner, architecture) in others {
        let at = path(owner);
        let rule = Rule::MixedArchitectures {
            function: owner.into(),
            architecture: architecture.word(),
            others: whole.word(),
            is_declared: declared.is_some(),
        };
        let paths = [at.clone()].into_iter().chain(judged.iter().cloned()).collect();
        found.push(Violation::at_key(rule, at, paths));
    }
}

fn path(owner: FunctionOwner<'_>) -> DeclarationPath {
    owner.path().key("architecture")
}
