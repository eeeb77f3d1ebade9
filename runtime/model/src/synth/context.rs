use super::api;
use crate::{
    declaration::{Architecture, Declaration, Pseudo, Stage, Str},
    limits,
    template::{
        ApiRole, Expression, Handle, LogicalId, Parameter, Template, concat_expression,
        resources::{self, Code},
    },
};

/// The values that every part of the template needs.
pub(super) struct Context<'a> {
    pub(super) declaration: &'a Declaration,
    /// All APIs of the template.
    pub(super) declarations: &'a [&'a Declaration],
    /// The number of resources of earlier APIs in the template.
    pub(super) first: usize,
    /// The ID of the API.
    pub(super) api: Expression,
    /// The API, unless it exists already.
    pub(super) made_api: Option<Handle<resources::Api>>,
    /// The name of the stage. It is never a reference to the stage: a function with such a reference would
    /// depend on the stage, which depends on the function through routes and integrations.
    pub(super) stage_name: Expression,
    /// The architecture of the artifact, which every function runs.
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

    /// Returns the name of an output, with the API's name if there are several APIs.
    pub(super) fn output(&self, name: &'static str) -> LogicalId {
        match self.declarations {
            [_] => LogicalId::fixed(name),
            _ => LogicalId::prefixed(&self.declaration.type_name, name),
        }
    }

    /// Returns `arn:…:execute-api:…:<api>` followed by `path`.
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

    /// Returns the URL of the stage on API Gateway's domain.
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

    /// Returns the endpoint of the `@connections` API: the custom domain, if it has one name, or the default
    /// endpoint.
    pub(super) fn endpoint(&self) -> Expression {
        self.domain_url("https", "").unwrap_or_else(|| self.url("https", &self.stage_name))
    }

    /// Returns the URL of the API on a custom domain with one name, with `end` after a mapping key.
    pub(super) fn domain_url(&self, scheme: &'static str, end: &'static str) -> Option<Expression> {
        let domain = self.declaration.host()?;
        let path = domain.path().map(|path| format!("/{path}{end}")).unwrap_or_default();
        Some(concat_expression!(scheme, "://", Expression::from(&domain.name()?), path))
    }

    /// Returns the URI with which API Gateway invokes a function.
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

    /// Returns the artifact of every function, and adds its parameters.
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
