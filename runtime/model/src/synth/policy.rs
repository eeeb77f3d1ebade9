use super::Context;
use crate::{
    declaration::{
        self, Access, Effect, Function, Json, Permission, Permissions, Pseudo, Str, TemplateSections,
        grants::{Arn, Grants},
    },
    limits,
    template::{Body, Expression, LogicalId, Slot, concat_expression, resources::Statement},
};

/// Returns the statements in SST's order: the function's permissions, managing connections, and attached
/// permissions.
pub(super) fn statements(
    context: &Context<'_>,
    slot: Slot<'_>,
    traced: bool,
    settings: &Function,
) -> Vec<Statement> {
    let mut statements = Vec::new();
    if traced {
        statements.push(allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*".into()]));
    }
    add(context, settings.permissions.as_ref(), &mut statements);
    if slot == Slot::Authorizer {
        return statements;
    }
    statements.push(allow(["execute-api:ManageConnections"], connections(context)));
    add(context, context.declaration.permissions.as_ref(), &mut statements);
    let own = statements.len();
    let attached = context.declaration.routes.iter().filter(|route| route.attached.is_some());
    for route in attached.filter(|route| Slot::from_route(context.declaration.functions, route) == slot) {
        add(context, route.attached.as_ref(), &mut statements);
    }
    // Routes of a shared function may have equal attached permissions.
    let mut attached = statements.split_off(own);
    while !attached.is_empty() {
        let next = attached.remove(0);
        attached.retain(|other| *other != next);
        statements.push(next);
    }
    statements
}

/// Returns the connections of the API's stage, with each method of the `@connections` API.
fn connections(context: &Context<'_>) -> impl Iterator<Item = Expression> {
    limits::CONNECTIONS_METHODS.iter().map(|method| {
        context.execute_api_arn(concat_expression!("/", &context.stage_name, "/", *method, "/@connections/*"))
    })
}

fn add(context: &Context<'_>, permissions: Option<&Permissions>, statements: &mut Vec<Statement>) {
    match permissions {
        None => {}
        Some(Permissions::All) => statements.push(allow(["*"], ["*".into()])),
        Some(Permissions::List(list)) => {
            statements.extend(list.iter().filter_map(|permission| statement(context, permission)));
        }
    }
}

fn statement(context: &Context<'_>, permission: &Permission) -> Option<Statement> {
    Some(match permission {
        Permission::Service(service) => allow([format!("{service}:*")], ["*".into()]),
        Permission::Action(action) => allow([action.clone()], ["*".into()]),
        Permission::Resource(name, access) => grant(context, name, *access)?,
        Permission::Statement(statement) => own_statement(statement),
    })
}

/// Returns the grant for a resource by its type. The front end rejects types without grants.
fn grant(context: &Context<'_>, name: &Str, access: Access) -> Option<Statement> {
    let declaration =
        context.declarations.iter().find(|declaration| declaration.sections.resource_type(name).is_some())?;
    let grants = Grants::find(declaration.sections.resource_type(name)?)?;
    let id = LogicalId::declared(name.clone());
    let arns = match grants.arn {
        Arn::Attribute(attribute) => vec![Expression::GetAtt(id, attribute.into())],
        Arn::Reference => vec![Expression::Ref(id)],
        Arn::Parameter => parameter_arns(&declaration.sections, name, &id),
    };
    let below =
        arns.iter().flat_map(|arn| grants.below.iter().map(move |below| concat_expression!(arn, *below)));
    let resources: Vec<Expression> = arns.iter().cloned().chain(below).collect();
    Some(allow(grants.actions(access), resources))
}

/// Returns the ARN with a slash before the name, unless the name begins with one. Returns both ARNs if that
/// is unknown.
fn parameter_arns(sections: &TemplateSections, name: &Str, id: &LogicalId) -> Vec<Expression> {
    let given = sections.property(name, "Name");
    let separators: &[&'static str] = match given {
        None => &["/"],
        Some(Json::Text(text)) if text.beginning().starts_with('/') => &[""],
        Some(Json::Text(text)) if !text.beginning().is_empty() => &["/"],
        Some(_) => &["/", ""],
    };
    let arn = |separator: &&'static str| {
        concat_expression!(
            "arn:",
            Pseudo::Partition,
            ":ssm:",
            Pseudo::Region,
            ":",
            Pseudo::AccountId,
            ":parameter",
            *separator,
            Expression::Ref(id.clone())
        )
    };
    separators.iter().map(arn).collect()
}

fn own_statement(statement: &declaration::Statement) -> Statement {
    Statement {
        effect: match statement.effect {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        },
        action: statement.actions.to_vec(),
        resource: statement.resources.iter().map(Expression::from).collect(),
        condition: statement.condition.as_ref().map(Body::from),
    }
}

fn allow<A: Into<Str>>(
    actions: impl IntoIterator<Item = A>,
    resources: impl IntoIterator<Item = Expression>,
) -> Statement {
    Statement {
        effect: "Allow",
        action: actions.into_iter().map(Into::into).collect(),
        resource: resources.into_iter().collect(),
        condition: None,
    }
}
