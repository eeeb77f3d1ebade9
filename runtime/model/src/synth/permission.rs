use super::{Context, route::slot_of};
use crate::{
    spec::{
        self, Access, Effect, Function, Permission, Permissions, Pseudo, Str,
        grants::{Arn, Grants},
    },
    template::{Body, Expression, LogicalId, Slot, concat_expression, resources::Statement},
};

/// In SST's order: the function's own, then managing connections, then what was attached.
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
    let connections = context.execute_api_arn("/*/*/@connections/*");
    statements.push(allow(["execute-api:ManageConnections"], [connections]));
    add(context, context.spec.permissions.as_ref(), &mut statements);
    for route in context.spec.routes.iter().filter(|route| slot_of(context.spec.functions, route) == slot) {
        add(context, route.attached.as_ref(), &mut statements);
    }
    statements
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

/// What a resource's type grants. A name without grants does not get through the front end.
fn grant(context: &Context<'_>, name: &Str, access: Access) -> Option<Statement> {
    let kind = context.specs.iter().find_map(|spec| spec.declared.resource_type(name))?;
    let grants = Grants::of(kind)?;
    let id = LogicalId::declared(name.clone());
    let arn = match grants.arn {
        Arn::Attribute(attribute) => Expression::GetAtt(id, attribute.into()),
        Arn::Reference => Expression::Ref(id),
        Arn::Built { service, prefix } => concat_expression!(
            "arn:",
            Pseudo::Partition,
            ":",
            service,
            ":",
            Pseudo::Region,
            ":",
            Pseudo::AccountId,
            ":",
            prefix,
            Expression::Ref(id)
        ),
    };
    let below = grants.below.iter().map(|below| concat_expression!(&arn, *below));
    let resources: Vec<Expression> = std::iter::once(arn.clone()).chain(below).collect();
    Some(allow(grants.actions(access), resources))
}

fn own_statement(statement: &spec::Statement) -> Statement {
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
