use crate::{
    Diagnostics,
    ast::Api,
    value::{Constant, Template},
};

/// Lambda takes layers of the function's Region, API Gateway takes certificates and functions of the API's Region.
pub(super) fn check_regions(api: &Api, diagnostics: &mut Diagnostics) {
    let certificate = api.custom_domain().and_then(|domain| domain.block.certificate.get());
    let certificate = certificate.map(|certificate| ("certificate", &certificate.0));
    let arns = api.functions().flat_map(|function| {
        let layers = function.layers.get().map_or(&[][..], |layers| &layers.items);
        let layers = layers.iter().map(|layer| ("layer", &layer.0));
        layers.chain(function.arn.get().map(|arn| ("function", &arn.0)))
    });
    let mut first: Option<(&str, String)> = None;
    for (noun, arn) in certificate.into_iter().chain(arns) {
        let Some((literal, region)) = region(arn) else { continue };
        match &first {
            None => first = Some((noun, region)),
            Some((_, known)) if *known == region => {}
            Some((other, known)) => diagnostics.error(
                &literal.literal,
                format_args!(
                    "this {noun} is in `{region}` and the first {other} in `{known}`; take both from the API's Region"
                ),
            ),
        }
    }
}

/// The Region in an ARN, where it is written out.
fn region(arn: &Constant<Template>) -> Option<(&Template, String)> {
    let template = arn.value()?;
    // The last part may go on in what is referred to.
    let mut parts: Vec<&str> = template.text.beginning().split(':').collect();
    if template.text.as_literal().is_none() {
        parts.pop();
    }
    match parts[..] {
        ["arn", _, _, region, ..] if !region.is_empty() && !region.contains("{{") => {
            Some((template, region.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::messages;

    #[test]
    fn arns_are_of_one_region() {
        let layers = |second: &str| {
            let first = "arn:aws:lambda:eu-west-1:123456789012:layer:a:1";
            messages(&format!("defaults: {{ function: {{ layers: [\"{first}\", \"{second}\"] }} }}"))
        };
        let other = layers("arn:aws:lambda:us-east-1:123456789012:layer:b:1");
        assert_eq!(other.len(), 1, "{other:?}");
        assert!(
            other[0].starts_with("this layer is in `us-east-1` and the first layer in `eu-west-1`"),
            "{other:?}"
        );
        let account = layers("arn:aws:lambda:us-east-1:${AWS::AccountId}:layer:b:1");
        assert_eq!(account.len(), 1, "{account:?}");
        for same in [
            "arn:aws:lambda:eu-west-1:123456789012:layer:b:1",
            "arn:aws:lambda:${AWS::Region}:123456789012:layer:b:1",
            "arn:${AWS::Partition}:lambda:us-east-1:123456789012:layer:b:1",
        ] {
            assert!(layers(same).is_empty(), "{same}");
        }
    }
}
