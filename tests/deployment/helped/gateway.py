"""Additions to moto's API Gateway, Lambda and EventBridge, and two rules of API Gateway about the order of calls."""

import json
from urllib.parse import unquote

from moto.apigateway.models import apigateway_backends
from moto.apigatewayv2 import urls
from moto.apigatewayv2.exceptions import APIGatewayV2Error
from moto.apigatewayv2.models import ApiGatewayV2Backend, DomainName, Stage
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.awslambda.models import LambdaFunction
from moto.events.models import EventBus
from moto.moto_api._internal import mock_random

# The routes of each deployment, by API and deployment.
DEPLOYED = {}


def refuse(message):
    raise APIGatewayV2Error("BadRequestException", message)


def answer(value):
    return 200, {}, json.dumps(value)


def api_of(request):
    return request.apigatewayv2_backend.get_api(request.path.split("/apis/")[1].split("/")[0])


def create_deployment(request):
    api = api_of(request)
    if not api.routes:
        refuse("At least one route is required before deploying the Api.")
    stage = json.loads(request.body or "{}").get("stageName")
    if stage and api.get_stage(stage).config.get("autoDeploy"):
        refuse("Deployment ID cannot be set when the stage deploys automatically")
    deployment = mock_random.get_random_hex(6)
    if stage:
        api.get_stage(stage).config["deploymentId"] = deployment
    DEPLOYED.setdefault(api.api_id, {})[deployment] = sorted(route.route_key for route in api.get_routes())
    return answer({"deploymentId": deployment, "deploymentStatus": "DEPLOYED"})


def get_deployments(request):
    deployments = DEPLOYED.get(api_of(request).api_id, {})
    return answer({"items": [{"deploymentId": id, "deploymentStatus": "DEPLOYED"} for id in deployments]})


def delete_deployment(request):
    api, deployment = api_of(request), request.path.split("/")[-1]
    if any(stage.config.get("deploymentId") == deployment for stage in api.stages.values()):
        refuse("Active stages pointing to this deployment must be moved or deleted")
    del DEPLOYED[api.api_id][deployment]
    return answer({})


def get_authorizers(request):
    return answer({"items": [authorizer.to_json() for authorizer in api_of(request).authorizers.values()]})


def get_route_responses(request):
    route = api_of(request).get_route(request.path.split("/")[-2])
    return answer({"items": [response.to_json() for response in route.route_responses.values()]})


def checked(request, api, config):
    settings = [config.get("defaultRouteSettings", {}), *config.get("routeSettings", {}).values()]
    logs = any(setting.get("loggingLevel", "OFF") != "OFF" for setting in settings)
    account = apigateway_backends[request.current_account][request.region].get_account()
    if (logs or "accessLogSettings" in config) and not account.cloudwatch_role_arn:
        refuse("CloudWatch Logs role ARN must be set in account settings to enable logging")
    keys = {route.route_key for route in api.get_routes()}
    for key in config.get("routeSettings", {}):
        if key not in keys:
            refuse(f"Unable to find Route by key {key} within the provided RouteSettings")
    deployment = config.get("deploymentId")
    if deployment and deployment not in DEPLOYED.get(api.api_id, {}):
        refuse(f"Invalid deployment identifier specified: {deployment}")
    return config


def create_stage(request):
    api = api_of(request)
    config = checked(request, api, json.loads(request.body))
    if config["stageName"] in api.stages:
        refuse("Stage already exists")
    return answer(api.create_stage(config).to_json())


def update_stage(request):
    api, name = api_of(request), request.path.split("/")[-1]
    config = {**api.get_stage(name).config, **json.loads(request.body)}
    return answer(api.create_stage(checked(request, api, config)).to_json())


def stage_to_json(stage, to_json=Stage.to_json):
    deployment = stage.config.get("deploymentId")
    return {**to_json(stage), **({"deploymentId": deployment} if deployment else {})}


def domain_to_json(domain, to_json=DomainName.to_json):
    json = to_json(domain)
    given = {"apiGatewayDomainName": f"d-{id(domain)}.example.com", "hostedZoneId": "Z1EXAMPLE"}
    json["domainNameConfigurations"] = [{**each, **given} for each in json["domainNameConfigurations"]]
    return json


def function_with_log_group(function, account_id, spec, *rest, make=LambdaFunction.__init__, **named):
    function.logging = spec.get("LoggingConfig")
    make(function, account_id, spec, *rest, **named)


def configuration(function, on_create=False, get=LambdaFunction.get_configuration):
    logging = function.logging and {"LogFormat": "Text", **function.logging}
    return {**get(function, on_create), **({"LoggingConfig": logging} if logging else {})}


def unquoted(method):
    """Decodes the domain name in the path. moto does not, so it would keep the quotes of a wildcard."""
    call = getattr(ApiGatewayV2Backend, method)

    def wrapped(backend, *arguments, domain_name, **rest):
        return call(backend, *arguments, domain_name=unquote(domain_name), **rest)

    setattr(ApiGatewayV2Backend, method, wrapped)


for action in [
    create_deployment,
    create_stage,
    delete_deployment,
    get_authorizers,
    get_deployments,
    get_route_responses,
    update_stage,
]:
    setattr(ApiGatewayV2Response, action.__name__, action)
deployments = "{0}/v2/apis/(?P<api_id>[^/]+)/deployments"
urls.url_paths[f"{deployments}$"] = ApiGatewayV2Response.dispatch
urls.url_paths[f"{deployments}/(?P<deployment_id>[^/]+)$"] = ApiGatewayV2Response.dispatch
EventBus.physical_resource_id = property(lambda bus: bus.name)
DomainName.to_json = domain_to_json
Stage.to_json = stage_to_json
LambdaFunction.__init__ = function_with_log_group
LambdaFunction.get_configuration = configuration
for method in [
    "create_api_mapping",
    "delete_api_mapping",
    "delete_domain_name",
    "get_api_mapping",
    "get_api_mappings",
    "get_domain_name",
]:
    unquoted(method)
