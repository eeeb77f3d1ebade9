use super::Context;
use crate::template::{Handle, Output, Template, resources::Stage};

/// They refer to the stage itself, so that they appear once it answers.
pub(super) fn synth_outputs(context: &Context<'_>, stage: &Handle<Stage>, template: &mut Template) {
    let outputs = [
        ("Url", "The URL that clients connect to", context.url("wss", stage)),
        (
            "ManagementEndpoint",
            "The URL to post to connections with, as the `--endpoint-url` of `apigatewaymanagementapi`",
            context.url("https", stage),
        ),
        ("ApiId", "The API's id", context.api.reference()),
    ];
    for (name, description, value) in outputs {
        template.add_output(name, Output { description, value });
    }
}
