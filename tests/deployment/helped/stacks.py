"""Stacks with CloudFormation's behaviour where moto differs.

A resource waits only for the resources that it refers to or depends on. Deployments and stages are created as soon as
possible, and of the other resources the last one in the template first, so that no template works because of its order.
Updates change the resources that differ with resolved references, and delete resources at the end. A deletion begins with
the resource that was created last. `Fn::Sub` substitutes once, and an unknown name is an error.
"""

import copy
import graphlib
import re

from botocore.exceptions import BotoCoreError, ClientError
from moto.cloudformation import parsing, responses
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import ChangeSet
from moto.cloudformation.parsing import ResourceMap


def mentioned(value):
    """Returns the names that a value refers to: resources, parameters and pseudo parameters."""
    if isinstance(value, list):
        for item in value:
            yield from mentioned(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "Ref":
                yield item
            elif key == "Fn::GetAtt":
                yield item.split(".")[0] if isinstance(item, str) else item[0]
            elif key == "Fn::Sub":
                text = item if isinstance(item, str) else item[0]
                yield from re.findall(r"\$\{([^!.}]+)[^}]*\}", text)
                yield from mentioned(item)
            else:
                yield from mentioned(item)


def clean_json(value, stack, clean=parsing.clean_json):
    if not isinstance(value, dict) or "Fn::Sub" not in value:
        found = clean(value, stack)
        # Parameters are strings, also those of the type `Number`.
        return str(found) if isinstance(value, dict) and isinstance(found, (int, float)) else found
    text, own = value["Fn::Sub"] if isinstance(value["Fn::Sub"], list) else (value["Fn::Sub"], {})

    def of(match):
        name = match[1]
        if name.startswith("!"):
            return "${" + name[1:] + "}"
        reference = {"Fn::GetAtt": name.split(".", 1)} if "." in name else {"Ref": name}
        return str(clean_json(own.get(name, reference), stack))

    return re.sub(r"\$\{([^}]*)\}", of, text)


# They freeze the state at their creation: a deployment the routes, a stage the account's logging role.
EAGER = ("AWS::ApiGatewayV2::Deployment", "AWS::ApiGatewayV2::Stage")


def order(resources):
    needs = {}
    for name, resource in resources.items():
        on = resource.get("DependsOn", [])
        on = {on} if isinstance(on, str) else set(on)
        needs[name] = (on | set(mentioned(resource.get("Properties", {})))) & resources.keys()
    eager = [name for name, resource in resources.items() if resource["Type"] in EAGER]
    needed = set()
    while eager:
        name = eager.pop()
        eager += needs[name] - needed
        needed |= {name} | needs[name]
    graph = graphlib.TopologicalSorter(needs)
    graph.prepare()
    place = {name: (name in needed, index) for index, name in enumerate(resources)}
    ready = set()
    while graph.is_active():
        ready.update(graph.get_ready())
        name = max(ready, key=place.get)
        ready.remove(name)
        yield name
        graph.done(name)


def plainly(run):
    """Turns botocore's errors into CloudFormation's, for a call that is not retried."""

    def wrapped(stack, name):
        try:
            return run(stack, name)
        except (BotoCoreError, ClientError, KeyError) as error:
            raise ValidationError(name, f"{name}: {error}") from error

    return wrapped


def resolved(stack, name):
    resource = copy.deepcopy(stack._resource_json_map[name])
    return parsing.clean_json(resource.get("Properties", {}), stack)


@plainly
def make(stack, name):
    resource = stack[name]
    if resource is None:
        kind = stack._resource_json_map[name]["Type"]
        raise ValidationError(name, f"{name}: moto makes nothing of {kind}")
    resource.made_of = resolved(stack, name)


@plainly
def change(stack, name):
    properties = resolved(stack, name)
    if stack._parsed_resources[name].made_of == properties:
        return
    json = copy.deepcopy(stack._resource_json_map[name])
    resource = parsing.parse_and_update_resource(name, json, stack, stack._account_id, stack._region_name)
    if resource is None:
        raise ValidationError(name, f"{name}: moto cannot update {json['Type']}")
    resource.made_of = properties
    stack._parsed_resources[name] = resource


@plainly
def remove(stack, name):
    resource = stack._parsed_resources[name]
    stack._delete_resource(resource, stack._resource_json_map[name])
    del stack._parsed_resources[name]


def create(stack, template):
    stack._template = template
    stack._resource_json_map = template["Resources"]
    for name in order(stack._resource_json_map):
        make(stack, name)
    return True


def update(stack, template, parameters=None):
    old = stack._resource_json_map
    stack._template = template
    if parameters:
        stack.input_parameters = parameters
    stack.load_mapping()
    stack.load_parameters()
    stack.load_conditions()
    stack._resource_json_map = template["Resources"]
    for name in order(stack._resource_json_map):
        (change if name in old else make)(stack, name)
    gone = [name for name in stack._parsed_resources if name in old and name not in template["Resources"]]
    stack._resource_json_map = {**template["Resources"], **{name: old[name] for name in gone}}
    for name in reversed(gone):
        if old[name].get("DeletionPolicy") != "Retain":
            remove(stack, name)
    stack._resource_json_map = template["Resources"]


def delete(stack):
    for name in [name for name in stack._parsed_resources if name in stack._resource_json_map][::-1]:
        if stack._resource_json_map[name].get("DeletionPolicy") != "Retain":
            remove(stack, name)


def apply(change_set):
    stack = change_set.stack
    stack.resource_map.update(change_set.template_dict, change_set.parameters)
    # moto forgets these values of stacks from change sets.
    stack.template, stack.parameters = change_set.template, change_set.parameters
    stack._parse_template()
    stack.output_map = stack._create_output_map()


def read(template_url, get=responses.get_stack_from_s3_url, **of):
    """Changes the host of a URL. moto reads an IP address as the name of a bucket, but not a word."""
    return get(template_url.replace("//127.0.0.1:", "//localhost:"), **of)


responses.get_stack_from_s3_url = read
ChangeSet.apply = apply
parsing.clean_json = clean_json
ResourceMap.create = create
ResourceMap.update = update
ResourceMap.delete = delete
