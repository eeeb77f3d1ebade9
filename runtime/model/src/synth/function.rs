use super::Context;
use crate::{
    limits,
    spec::{Function, Permission, Permissions, Pseudo, Str, Tracing},
    template::{
        Expression, Handle, LogicalId, Parameter, ParameterType, RouteRole, Slot, Template,
        concat_expression,
        resources::{
            self, Code, Effect, Environment, EphemeralStorage, LogGroup, LoggingConfig, PolicyDocument, Role,
            RolePolicy, Statement, TracingConfig, TrustDocument,
        },
    },
};

const CODE_BUCKET: &str = "CodeBucket";
const CODE_KEY: &str = "CodeKey";

/// The artifact that every function runs.
pub(super) fn synth_code(template: &mut Template) -> Code {
    let mut parameter = |name, description| {
        let parameter = Parameter {
            kind: ParameterType::String,
            description,
            default: None,
            allowed_pattern: Some(".+"),
            constraint_description: Some("must not be empty"),
        };
        template.add_parameter(name, parameter)
    };
    Code::S3 {
        s3_bucket: parameter(CODE_BUCKET, "The S3 bucket that holds the functions' artifact"),
        s3_key: parameter(CODE_KEY, "The key of the artifact, a zip file with the executable `bootstrap`"),
    }
}

impl Template {
    /// The same template with the artifact at a local path, for `aws cloudformation package` to upload. The
    /// parameters that would have named its place in S3 are gone.
    #[must_use]
    pub fn with_code(mut self, path: &str) -> Template {
        for resource in self.resources.values_mut() {
            if let crate::template::Properties::Function(function) = resource.properties_mut() {
                function.code = Code::Local(path.to_owned());
            }
        }
        self.parameters.retain(|name, _| ![CODE_BUCKET, CODE_KEY].contains(&name.as_str()));
        self
    }
}

/// One function with its role and the permission to be invoked.
pub(super) fn synth_function(
    context: &Context<'_>,
    slot: Slot<'_>,
    settings: &Function,
    code: Code,
    template: &mut Template,
) -> Handle<resources::Function> {
    let spec = context.spec;
    let id = |role| LogicalId::of_route(&spec.type_name, slot, role);
    let tracing = settings.tracing.unwrap_or(Tracing::Active);
    let role = template.add(
        id(RouteRole::Role),
        Role {
            assume_role_policy_document: TrustDocument::service("lambda.amazonaws.com"),
            managed_policy_arns: vec![concat_expression!(
                "arn:",
                Pseudo::Partition,
                ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
            )],
            policies: vec![RolePolicy {
                policy_name: "Permissions",
                policy_document: PolicyDocument::new(statements(context, tracing, settings)),
            }],
            tags: (&*spec.tags).into(),
        },
    );
    let log_group = settings.log_retention.map(|retention| {
        let handle = template.add(
            id(RouteRole::Logs),
            LogGroup {
                log_group_name: None,
                retention_in_days: retention.days(),
                tags: (&*spec.tags).into(),
            },
        );
        template.resource(&handle).retain();
        handle
    });
    let function = template.add(
        id(RouteRole::Function),
        resources::Function {
            function_name: settings.function_name.as_ref().map(Expression::from),
            description: settings.description.as_ref().map(Expression::from),
            runtime: "provided.al2023",
            handler: "bootstrap",
            code,
            role: role.arn(),
            architectures: [settings.architecture().word()],
            memory_size: settings.memory_mb(),
            timeout: settings.timeout_seconds(),
            ephemeral_storage: settings.disk_size.map(|disk| EphemeralStorage { size: disk.get() }),
            environment: environment(context, settings),
            layers: settings.layers.iter().map(Expression::from).collect(),
            tracing_config: tracing_mode(tracing).map(|mode| TracingConfig { mode }),
            logging_config: log_group.map(|group| LoggingConfig { log_group: group.reference() }),
            reserved_concurrent_executions: settings.reserved_concurrency.map(|executions| executions.get()),
            tags: (&*spec.tags).into(),
        },
    );
    synth_permission(context, slot, &function, template);
    function
}

/// Opens the function to one route, or to every route of the stage where the function serves them all: a statement
/// for each would not fit the 20 KB that a function's resource policy may have.
fn synth_permission(
    context: &Context<'_>,
    slot: Slot<'_>,
    function: &Handle<resources::Function>,
    template: &mut Template,
) {
    let route = match slot {
        Slot::Route(key) => key.to_owned(),
        Slot::Shared => "*".to_owned(),
    };
    template.add(
        LogicalId::of_route(&context.spec.type_name, slot, RouteRole::Permission),
        resources::Permission {
            action: "lambda:InvokeFunction",
            function_name: function.arn(),
            principal: "apigateway.amazonaws.com",
            source_arn: context.execute_api_arn(concat_expression!("/", &context.stage_name, "/", route)),
        },
    );
}

fn environment(context: &Context<'_>, settings: &Function) -> Environment {
    let own = settings
        .environment
        .iter()
        .map(|variable| (variable.name.clone(), Expression::from(&variable.value)));
    let endpoint = context.url("https", &context.stage_name);
    Environment { variables: own.chain([(Str::Borrowed(limits::ENDPOINT_VARIABLE), endpoint)]).collect() }
}

fn tracing_mode(tracing: Tracing) -> Option<&'static str> {
    match tracing {
        Tracing::Active => Some("Active"),
        Tracing::PassThrough => Some("PassThrough"),
        Tracing::Disabled => None,
    }
}

/// In SST's order: the function's own, then managing connections.
fn statements(context: &Context<'_>, tracing: Tracing, settings: &Function) -> Vec<Statement> {
    let mut statements = Vec::new();
    if tracing_mode(tracing).is_some() {
        statements.push(allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*".into()));
    }
    match &settings.permissions {
        None => {}
        Some(Permissions::All) => statements.push(allow(["*"], "*".into())),
        Some(Permissions::List(list)) => statements.extend(list.iter().map(|permission| match permission {
            Permission::Service(service) => allow([format!("{service}:*")], "*".into()),
            Permission::Action(action) => allow([action.clone()], "*".into()),
        })),
    }
    statements.push(allow(["execute-api:ManageConnections"], context.execute_api_arn("/*/*/@connections/*")));
    statements
}

fn allow<A: Into<Str>>(actions: impl IntoIterator<Item = A>, resource: Expression) -> Statement {
    Statement {
        effect: Effect::Allow,
        action: actions.into_iter().map(Into::into).collect(),
        resource: vec![resource],
    }
}
