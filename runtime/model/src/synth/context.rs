use super::api;
use crate::{
    declaration::{Architecture, Declaration, Pseudo, Stage, Str},
    limits,
    template::{
        ApiRole, Expression, Handle, LogicalId, Parameter, Template, concat_expression,
        resources::{self, Code},
    },
};

/// What every part needs.
pub(super) struct Context<'a> {
    pub(super) declaration: &'a Declaration,
    /// All the APIs of the template.
    pub(super) declarations: &'a [&'a Declaration],
    /// How many resources earlier APIs of the template have.
    pub(super) first: usize,
    /// The API's id.
    pub(super) api: Expression,
    /// The API, unless it exists already.
    pub(super) made_api: Option<Handle<resources::Api>>,
    /// Never a reference to the stage itself: a function that had one would wait for the stage, and the stage,
    /// through routes and integrations, for the function.
    pub(super) stage_name: Expression,
    /// Of the artifact, which every function runs.
    pub(super) architecture: Architecture,
}

pub(super) const CODE_BUCKET: &str = "CodeBucket";
pub(super) const CODE_KEY: &str = "CodeKey";

impl<'a> Context<'a> {
    pub(super) fn new(
        declaration: &'a Declaration,
        declarations: &'a [&'a Declaration],
        template: &mut Template,
    ) -> Self {
        let first = template.resources().len();
        let stage_name = stage_name(declaration, template);
        let (api, made_api) = match &declaration.import {
            Some(import) => (Expression::from(&import.api_id), None),
            None => {
                let handle = api::synth_api(declaration, template);
                (handle.reference(), Some(handle))
            }
        };
        Context {
            declaration,
            declarations,
            first,
            api,
            made_api,
            stage_name,
            architecture: declaration.architecture(),
        }
    }

    pub(super) fn id(&self, role: ApiRole) -> LogicalId {
        LogicalId::for_api(&self.declaration.type_name, role)
    }

    /// An output's name, told apart where there are several APIs.
    pub(super) fn output(&self, name: &'static str) -> LogicalId {
        match self.declarations {
            [_] => LogicalId::fixed(name),
            _ => LogicalId::prefixed(&self.declaration.type_name, name),
        }
    }

    /// `arn:…:execute-api:…:<api>` followed by `path`.
    pub(super) fn execute_api_arn(&self, path: impl Into<Expression>) -> Expression {
        concat_expression!(
            "arn:",
            Pseudo::Partition,
            ":execute-api:",
            Pseudo::Region,
            ":",
            Pseudo::AccountId,
            ":",
            &self.api,
            path.into()
        )
    }

    /// Where the stage is reached on API Gateway's own domain.
    pub(super) fn url(&self, scheme: &'static str, stage: &Expression) -> Expression {
        concat_expression!(
            scheme,
            "://",
            &self.api,
            ".execute-api.",
            Pseudo::Region,
            ".",
            Pseudo::UrlSuffix,
            "/",
            stage
        )
    }

    /// Where functions post to connections: under the custom domain, where there is one of one name.
    pub(super) fn endpoint(&self) -> Expression {
        self.domain_url("https", "").unwrap_or_else(|| self.url("https", &self.stage_name))
    }

    /// The host of the API under a custom domain of one name, and the path after a mapping key.
    pub(super) fn domain_url(&self, scheme: &'static str, end: &'static str) -> Option<Expression> {
        let domain = self.declaration.host()?;
        let path = domain.path().map(|path| format!("/{path}{end}")).unwrap_or_default();
        Some(concat_expression!(scheme, "://", Expression::from(&domain.name()?), path))
    }

    /// The URI under which API Gateway invokes a function.
    pub(super) fn invocation_uri(function_arn: Expression) -> Expression {
        concat_expression!(
            "arn:",
            Pseudo::Partition,
            ":apigateway:",
            Pseudo::Region,
            ":lambda:path/2015-03-31/functions/",
            function_arn,
            "/invocations"
        )
    }

    /// The artifact that every function runs.
    pub(super) fn code(template: &mut Template) -> Code {
        let mut parameter = |name, description: &'static str| {
            let parameter = Parameter::Made {
                kind: "String",
                description: description.into(),
                default: None,
                allowed_pattern: Some(".+"),
                constraint_description: Some("must not be empty"),
            };
            template.add_parameter(LogicalId::fixed(name), parameter)
        };
        Code::S3 {
            s3_bucket: parameter(CODE_BUCKET, "The S3 bucket that holds the functions' artifact"),
            s3_key: parameter(
                CODE_KEY,
                "The key of the artifact, a zip file with the executable `bootstrap`",
            ),
        }
    }
}

fn stage_name(declaration: &Declaration, template: &mut Template) -> Expression {
    let imported = declaration.import.as_ref().and_then(|import| import.stage_name.as_ref());
    if let Some(name) = imported.or(declaration.stage.name.as_ref()) {
        return Expression::Literal(name.clone());
    }
    template.add_parameter(
        LogicalId::fixed(Stage::PARAMETER),
        Parameter::Made {
            kind: "String",
            description: Str::Borrowed("The stage that the API is deployed to"),
            default: Some(limits::default::STAGE_NAME),
            allowed_pattern: Some("[A-Za-z0-9_-]{1,128}"),
            constraint_description: Some("must be 1 to 128 letters, digits, _ or -"),
        },
    )
}
