use super::{
    Context,
    context::{CODE_BUCKET, CODE_KEY},
    policy,
};
use crate::{
    declaration::{Function, LogFormat, Pseudo, Str, Tracing},
    limits,
    template::{
        Expression, Handle, LogicalId, Properties, Resource, RouteRole, Slot, Template, concat_expression,
        resources::{
            self, Code, Environment, EphemeralStorage, LogGroup, LoggingConfig, PolicyDocument, Role,
            RolePolicy, TracingConfig, TrustDocument,
        },
    },
};

impl Template {
    /// Returns the template with the artifact at a local path, for `aws cloudformation package` to upload.
    /// The parameters of the artifact's location in S3 are removed.
    #[must_use]
    pub fn with_code(mut self, path: &str) -> Template {
        for resource in self.resources.values_mut() {
            if let Resource::Made(made) = resource
                && let Properties::Function(function) = made.properties_mut()
            {
                function.code = Code::Local(path.to_owned());
            }
        }
        self.parameters.retain(|name, _| ![CODE_BUCKET, CODE_KEY].contains(&name.as_str()));
        self
    }
}

/// Adds a function with its role.
pub(super) fn synth_function(
    context: &Context<'_>,
    slot: Slot<'_>,
    settings: &Function,
    template: &mut Template,
) -> Handle<resources::Function> {
    let declaration = context.declaration;
    let id = |role| LogicalId::for_route(&declaration.type_name, slot, role);
    let code = Context::code(template);
    let tracing = tracing_mode(settings.tracing.unwrap_or(Tracing::Active));
    let statements = policy::statements(context, slot, tracing.is_some(), settings);
    let role = template.add(
        id(RouteRole::Role),
        Role {
            assume_role_policy_document: TrustDocument::service("lambda.amazonaws.com"),
            managed_policy_arns: vec![concat_expression!(
                "arn:",
                Pseudo::Partition,
                ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
            )],
            policies: if statements.is_empty() {
                Vec::new()
            } else {
                vec![RolePolicy {
                    policy_name: "Permissions",
                    policy_document: PolicyDocument::new(statements),
                }]
            },
            tags: (&*declaration.tags).into(),
        },
    );
    let log_group = settings.log_retention.map(|retention| {
        let group = LogGroup {
            log_group_name: None,
            retention_in_days: retention.days(),
            tags: (&*declaration.tags).into(),
        };
        template.add_with(id(RouteRole::Logs), group, |group| {
            group.retain();
        })
    });
    let log_format = settings.log_format.map(|format| match format {
        LogFormat::Text => "Text",
        LogFormat::Json => "JSON",
    });
    let log_group = log_group.map(|group| group.reference());
    template.add(
        id(RouteRole::Function),
        resources::Function {
            function_name: settings.function_name.as_ref().map(Expression::from),
            description: settings.description.as_ref().map(Expression::from),
            runtime: "provided.al2023",
            handler: "bootstrap",
            code,
            role: role.arn(),
            architectures: [context.architecture.word()],
            memory_size: settings.memory_mb(),
            timeout: settings.timeout_seconds(),
            ephemeral_storage: settings.disk_size.map(|disk| EphemeralStorage { size: disk.get() }),
            environment: environment(context, slot, settings),
            layers: settings.layers.iter().map(Expression::from).collect(),
            tracing_config: tracing.map(|mode| TracingConfig { mode }),
            logging_config: (log_format.is_some() || log_group.is_some())
                .then_some(LoggingConfig { log_format, log_group }),
            reserved_concurrent_executions: settings.reserved_concurrency.map(|executions| executions.get()),
            tags: (&*declaration.tags).into(),
        },
    )
}

/// Returns the environment of a function. An authorizer has no endpoint variable, because it posts to no
/// connections. A declared endpoint replaces the API's. If several APIs share the artifact, a variable names
/// the API.
fn environment(context: &Context<'_>, slot: Slot<'_>, settings: &Function) -> Option<Environment> {
    let own = settings
        .environment
        .iter()
        .map(|variable| (variable.name.clone(), Expression::from(&variable.value)));
    let has_endpoint = settings.environment.iter().any(|variable| variable.name == limits::ENDPOINT_VARIABLE);
    let endpoint = (slot != Slot::Authorizer && !has_endpoint)
        .then(|| (Str::Borrowed(limits::ENDPOINT_VARIABLE), context.endpoint()));
    let api = (context.declarations.len() > 1).then(|| {
        (Str::Borrowed(limits::API_VARIABLE), Expression::Literal(context.declaration.type_name.clone()))
    });
    let variables: indexmap::IndexMap<_, _> = own.chain(endpoint).chain(api).collect();
    (!variables.is_empty()).then_some(Environment { variables })
}

fn tracing_mode(tracing: Tracing) -> Option<&'static str> {
    match tracing {
        Tracing::Active => Some("Active"),
        Tracing::PassThrough => Some("PassThrough"),
        Tracing::Disabled => None,
    }
}
