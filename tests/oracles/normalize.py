#!/usr/bin/env python3
"""Canonical, peer-neutral view of a CloudFormation template for a WebSocket API.

  normalize.py TEMPLATE.json                 canonical JSON on stdout (FILE.facts.json is that already)
  normalize.py --diff A.json B.json [--ignore PATHREGEX ...]
                                             semantic differences, one per line; exit 1 if any
  normalize.py --counts FILE.json ...        resource-type counts per file (noise removed), as a table

Logical ids are replaced by role names (Route[$connect].Integration.Function ...), intrinsics are folded into strings,
region/account/partition literals become pseudo parameters, documented CloudFormation defaults are filled in, IAM roles
and policies are folded into the function that uses them as a set of (effect, action, resource).
Removed as peer noise: CDK metadata, asset locations and code, tags, DependsOn, custom-resource handler functions and
their roles, SSM binding parameters, Lambda versions, deployment buckets, SST_* environment variables.
Removed parts are listed under "noise", so that nothing disappears silently.
"""
import json, re, sys

REGION, ACCOUNT = "us-east-1", "123456789012"
NOISE_TYPES = {"AWS::CDK::Metadata", "AWS::SSM::Parameter", "AWS::Lambda::Version"}
NOISE_ENV = re.compile(r"^(SST_|AWS_NODEJS_CONNECTION_REUSE_ENABLED$)")

class N:
    def __init__(self, t):
        self.t = t
        self.res = {k: v for k, v in (t.get("Resources") or {}).items()}
        self.conds = t.get("Conditions") or {}
        self.role = {}          # logical id -> role name
        self.noise = {}
        self.out = {}
        self.run()

    # ---- helpers -------------------------------------------------------------------------------------------------
    def by(self, ty): return {k: v for k, v in self.res.items() if v.get("Type") == ty}
    def props(self, lid): return self.res[lid].get("Properties") or {}
    def refs(self, v, acc=None):
        acc = [] if acc is None else acc
        if isinstance(v, dict):
            if len(v) == 1:
                (k, x), = v.items()
                if k == "Ref" and isinstance(x, str): acc.append(x); return acc
                if k == "Fn::GetAtt":
                    acc.append(x.split(".")[0] if isinstance(x, str) else x[0]); return acc
                if k == "Fn::Sub":
                    s, m = (x, {}) if isinstance(x, str) else (x[0], x[1])
                    for n in re.findall(r"\$\{([^!}][^}]*)\}", s):
                        if n in m: self.refs(m[n], acc)
                        else: acc.append(n.split(".")[0])
                    return acc
            for x in v.values(): self.refs(x, acc)
        elif isinstance(v, list):
            for x in v: self.refs(x, acc)
        return acc
    def first_ref(self, v, ty):
        for r in self.refs(v):
            if r in self.res and self.res[r].get("Type") == ty: return r
        return None
    def name(self, lid, attr=None):
        """textual form of a reference"""
        if lid.startswith("AWS::"): return "${%s}" % lid
        r = self.res.get(lid)
        if r is None: return "${Param:%s}" % lid
        ty = r.get("Type"); p = r.get("Properties") or {}
        if ty == "AWS::ApiGatewayV2::Stage" and attr in (None, "StageName"): return self.s(p.get("StageName"))
        if ty == "AWS::ApiGatewayV2::DomainName" and attr is None: return self.s(p.get("DomainName"))
        base = self.role.get(lid, "?" + ty)
        idlike = {"AWS::ApiGatewayV2::Api": ("ApiId",), "AWS::ApiGatewayV2::Integration": ("IntegrationId",), "AWS::ApiGatewayV2::Authorizer": ("AuthorizerId",),
                  "AWS::CertificateManager::Certificate": ("CertificateArn", "Id"), "AWS::ApiGatewayV2::Deployment": ("DeploymentId",)}
        if attr in (None,) + idlike.get(ty, ()): return "${%s}" % base
        return "${%s.%s}" % (base, attr)
    def s(self, v):
        """fold intrinsics into one string"""
        if v is None: return None
        if isinstance(v, bool): return "true" if v else "false"
        if isinstance(v, (int, float)): return str(v)
        if isinstance(v, str): return self.lit(v)
        if isinstance(v, list): return [self.s(x) for x in v]
        if isinstance(v, dict) and len(v) == 1:
            (k, x), = v.items()
            if k == "Ref": return self.name(x)
            if k == "Fn::GetAtt":
                a = x.split(".", 1) if isinstance(x, str) else [x[0], ".".join(x[1:])]
                return self.name(a[0], a[1])
            if k == "Fn::Join": return self.lit(x[0].join(str(self.s(y)) for y in x[1]) if isinstance(x[1], list) else json.dumps(x))
            if k == "Fn::Sub":
                s, m = (x, {}) if isinstance(x, str) else (x[0], x[1])
                def f(mt):
                    n = mt.group(1)
                    if n.startswith("!"): return "${" + n[1:] + "}"
                    if n in m: return str(self.s(m[n]))
                    a = n.split(".", 1); return self.name(a[0], a[1] if len(a) > 1 else None)
                return self.lit(re.sub(r"\$\{([^}]*)\}", f, s))
            if k == "Fn::If": return self.s(x[1])
            if k in ("Fn::Split", "Fn::Select", "Fn::ImportValue", "Fn::FindInMap"): return k + json.dumps(x, sort_keys=True)
        return {k: self.s(x) for k, x in sorted(v.items())}
    def lit(self, s):
        s = re.sub(r"\barn:aws:", "arn:${AWS::Partition}:", s)
        s = s.replace(ACCOUNT, "${AWS::AccountId}")
        s = re.sub(r"(?<=:)" + REGION + r"(?=:)", "${AWS::Region}", s)
        s = re.sub(r"(?<=\.)" + REGION + r"(?=\.)", "${AWS::Region}", s)
        return s
    def num(self, v):
        return v if isinstance(v, (int, float)) else (int(v) if isinstance(v, str) and v.isdigit() else self.s(v))
    def bool(self, v): return v if isinstance(v, bool) else {"true": True, "false": False}.get(str(v).lower(), self.s(v))
    def clean(self, d): return {k: v for k, v in d.items() if v is not None}
    def drop(self, lid, why): self.noise.setdefault(why, []).append(self.res[lid].get("Type")); self.role.setdefault(lid, "noise:" + lid)

    # ---- naming --------------------------------------------------------------------------------------------------
    def run(self):
        apis = self.by("AWS::ApiGatewayV2::Api")
        kinds = {}
        for k, v in apis.items():
            kinds.setdefault(self.s(self.props(k).get("ProtocolType")) or "?", []).append(k)
        for kind, ids in kinds.items():
            pre = {"WEBSOCKET": "Api", "HTTP": "HttpApi"}.get(kind, "Api?")
            for i in ids: self.role[i] = pre if len(ids) == 1 else "%s[%s]" % (pre, self.s(self.props(i).get("Name")))
        multi = len(kinds.get("WEBSOCKET", [])) > 1
        def ap(lid):
            a = self.first_ref(self.props(lid).get("ApiId"), "AWS::ApiGatewayV2::Api")
            n = self.role.get(a, "ImportedApi")
            return "" if n == "Api" else n + "."
        routes = self.by("AWS::ApiGatewayV2::Route")
        integ_routes, fn_routes = {}, {}
        for r in routes:
            key = str(self.s(self.props(r).get("RouteKey"))).strip()
            self.role[r] = "%sRoute[%s]" % (ap(r), key)
            i = self.first_ref(self.props(r).get("Target"), "AWS::ApiGatewayV2::Integration")
            if i: integ_routes.setdefault(i, []).append((key, r))
        for i in self.by("AWS::ApiGatewayV2::Integration"):
            u = integ_routes.get(i)
            if not u: self.role[i] = ap(i) + "UnusedIntegration"
            else: self.role[i] = "%sRoute[%s].Integration" % (ap(i), ",".join(sorted(k for k, _ in u)))
            f = self.first_ref(self.props(i).get("IntegrationUri"), "AWS::Lambda::Function")
            if f:
                for k, _ in (u or []): fn_routes.setdefault(f, []).append(ap(i) + k)
        for f, ks in fn_routes.items():
            a = sorted(set(ks))
            self.role[f] = "Route[%s].Function" % ",".join(a)
        auth_routes = {}
        for r in routes:
            a = self.first_ref(self.props(r).get("AuthorizerId"), "AWS::ApiGatewayV2::Authorizer")
            if a: auth_routes.setdefault(a, []).append(self.role[r])
        for a in self.by("AWS::ApiGatewayV2::Authorizer"):
            self.role[a] = "+".join(sorted(auth_routes.get(a, [ap(a) + "Unused"]))) + ".Authorizer"
            f = self.first_ref(self.props(a).get("AuthorizerUri"), "AWS::Lambda::Function")
            if f: self.role.setdefault(f, self.role[a] + ".Function")
        for s in self.by("AWS::ApiGatewayV2::Stage"):
            self.role[s] = "%sStage[%s]" % (ap(s), self.s(self.props(s).get("StageName")))
            lg = self.first_ref((self.props(s).get("AccessLogSettings") or {}).get("DestinationArn"), "AWS::Logs::LogGroup")
            if lg: self.role[lg] = self.role[s] + ".AccessLogGroup"
        for d in self.by("AWS::ApiGatewayV2::Deployment"): self.role[d] = ap(d) + "Deployment"
        for d in self.by("AWS::ApiGatewayV2::DomainName"):
            self.role[d] = "DomainName[%s]" % self.s(self.props(d).get("DomainName"))
            for c in (self.props(d).get("DomainNameConfigurations") or []):
                x = self.first_ref(c.get("CertificateArn"), "AWS::CertificateManager::Certificate")
                if x: self.role[x] = self.role[d] + ".Certificate"
        for z in self.by("AWS::Route53::HostedZone"): self.role[z] = "HostedZone[%s]" % self.s(self.props(z).get("Name"))
        for ty, nm in (("AWS::DynamoDB::Table", "Table"), ("AWS::DynamoDB::GlobalTable", "Table"), ("AWS::S3::Bucket", "Bucket")):
            ids = list(self.by(ty))
            for n, i in enumerate(ids): self.role[i] = nm if len(ids) == 1 else "%s#%d" % (nm, n)
        # custom-resource handlers and everything hanging off them
        handlers = set()
        for k, v in self.res.items():
            if str(v.get("Type", "")).startswith(("Custom::", "AWS::CloudFormation::CustomResource")):
                h = self.first_ref((v.get("Properties") or {}).get("ServiceToken"), "AWS::Lambda::Function")
                if h: handlers.add(h)
        for k in self.by("AWS::Lambda::Function"):
            if re.match(r"(CustomResourceHandler|CustomS3AutoDelete|LogRetention|Custom)", k) and k not in self.role: handlers.add(k)
        for h in handlers: self.drop(h, "custom-resource handler")
        n = 0
        for k in self.by("AWS::Lambda::Function"):
            if k not in self.role: self.role[k] = "Function#%s" % (self.s(self.props(k).get("Handler"))); n += 1
        # roles -> functions
        role_fns = {}
        for k in self.by("AWS::Lambda::Function"):
            rr = self.first_ref(self.props(k).get("Role"), "AWS::IAM::Role")
            if rr: role_fns.setdefault(rr, []).append(k)
        self.pol_of_role = {}
        for p in list(self.by("AWS::IAM::Policy")) + list(self.by("AWS::IAM::ManagedPolicy")):
            for rl in self.props(p).get("Roles") or []:
                for x in self.refs(rl): self.pol_of_role.setdefault(x, []).append(p)
        for rl in self.by("AWS::IAM::Role"):
            fs = role_fns.get(rl, [])
            if fs and all(f in handlers for f in fs):
                self.drop(rl, "custom-resource handler")
                for p in self.pol_of_role.get(rl, []): self.drop(p, "custom-resource handler")
            elif fs:
                self.role[rl] = self.role[fs[0]] + ".Role" if len(fs) == 1 else "SharedRole"
                for p in self.pol_of_role.get(rl, []): self.role[p] = self.role[rl] + ".Policy"
            else: self.role.setdefault(rl, "Role[%s]" % rl)
        for k, v in self.res.items():
            ty = v.get("Type", "")
            if k in self.role: continue
            if ty in NOISE_TYPES: self.drop(k, ty)
            elif ty in ("Custom::APIGatewayCloudWatchRole", "Custom::ApiGatewayAccountRole"): self.role[k] = "AccountCloudWatchRole"
            elif ty == "AWS::ApiGateway::Account": self.role[k] = "AccountCloudWatchRole"
            elif ty.startswith("Custom::"): self.drop(k, ty)
            elif ty in ("AWS::S3::BucketPolicy",): self.drop(k, ty)
        # Serverless Framework deployment bucket
        for k in list(self.by("AWS::S3::Bucket")):
            if k == "ServerlessDeploymentBucket": self.noise.setdefault("deployment bucket", []).append("AWS::S3::Bucket"); self.role[k] = "noise:" + k
        self.emit(apis, routes, role_fns, handlers)

    # ---- permissions of a role -----------------------------------------------------------------------------------
    def perms(self, rl):
        managed, st = [], []
        p = self.props(rl)
        managed += [self.s(a) for a in p.get("ManagedPolicyArns") or []]
        docs = [(x.get("PolicyDocument")) for x in p.get("Policies") or []]
        docs += [self.props(x).get("PolicyDocument") for x in self.pol_of_role.get(rl, [])]
        for d in docs:
            ss = d.get("Statement") or []
            for x in ss if isinstance(ss, list) else [ss]:
                acts = x.get("Action") or x.get("NotAction"); acts = acts if isinstance(acts, list) else [acts]
                rs = x.get("Resource"); rs = rs if isinstance(rs, list) else [rs]
                for a in acts:
                    for r in rs:
                        st.append("%s %s on %s%s" % (x.get("Effect", "Allow"), a, self.s(r), " if " + json.dumps(self.s(x["Condition"]), sort_keys=True) if x.get("Condition") else ""))
        trust = []
        tp = p.get("AssumeRolePolicyDocument") or {}
        for x in tp.get("Statement") or []:
            sv = (x.get("Principal") or {}).get("Service"); sv = sv if isinstance(sv, list) else [sv]
            ac = x.get("Action"); ac = ac if isinstance(ac, list) else [ac]
            trust += ["%s %s by %s" % (x.get("Effect"), a, y) for a in ac for y in sv]
        bad = sorted({str(d.get("Version")) for d in docs + [tp] if d.get("Version") != "2012-10-17"})
        if bad: st.append("policy document version(s) " + ",".join(bad))
        return {"managedPolicies": sorted(managed), "statements": sorted(set(st)), "trust": sorted(map(str, trust))}

    # ---- output --------------------------------------------------------------------------------------------------
    def tags(self, p):
        t = p.get("Tags")
        d = {x.get("Key"): self.s(x.get("Value")) for x in t if isinstance(x, dict)} if isinstance(t, list) else {k: self.s(v) for k, v in (t or {}).items()} if isinstance(t, dict) else {}
        return {k: v for k, v in sorted(d.items()) if not re.match(r"sst:|aws-cdk|.*:createdBy$|STAGE$", str(k))} or None
    def put(self, name, obj):
        if name in self.out:
            i = 2
            while "%s #%d" % (name, i) in self.out: i += 1
            name = "%s #%d" % (name, i)
        self.out[name] = self.clean(obj)
    def emit(self, apis, routes, role_fns, handlers):
        done = {"AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::Lambda::Permission"}
        for k, v in self.res.items():
            ty, p, nm = v.get("Type"), v.get("Properties") or {}, self.role.get(k)
            if nm and nm.startswith("noise:"): continue
            if ty == "AWS::ApiGatewayV2::Api":
                self.put(nm, dict(type=ty, name=self.s(p.get("Name")), protocol=self.s(p.get("ProtocolType")), routeSelectionExpression=self.s(p.get("RouteSelectionExpression")),
                    description=self.s(p.get("Description")), apiKeySelectionExpression=self.s(p.get("ApiKeySelectionExpression")), ipAddressType=self.s(p.get("IpAddressType")),
                    disableSchemaValidation=p.get("DisableSchemaValidation") or None, disableExecuteApiEndpoint=p.get("DisableExecuteApiEndpoint") or None, cors=self.s(p.get("CorsConfiguration")), tags=self.tags(p)))
            elif ty == "AWS::ApiGatewayV2::Route":
                self.put(nm, dict(type=ty, api=self.s(p.get("ApiId")), routeKey=self.s(p.get("RouteKey")), authorizationType=self.s(p.get("AuthorizationType")) or "NONE", authorizer=self.s(p.get("AuthorizerId")),
                    apiKeyRequired=self.bool(p.get("ApiKeyRequired", False)), target=self.s(p.get("Target")), routeResponseSelectionExpression=self.s(p.get("RouteResponseSelectionExpression")),
                    operationName=self.s(p.get("OperationName")), modelSelectionExpression=self.s(p.get("ModelSelectionExpression")), requestParameters=p.get("RequestParameters"), requestModels=self.s(p.get("RequestModels"))))
            elif ty == "AWS::ApiGatewayV2::Integration":
                f = self.first_ref(p.get("IntegrationUri"), "AWS::Lambda::Function")
                self.put(nm, dict(type=ty, api=self.s(p.get("ApiId")), integrationType=self.s(p.get("IntegrationType")), target=self.role.get(f) or self.s(p.get("IntegrationUri")),
                    uri=self.s(p.get("IntegrationUri")), payloadFormatVersion=self.s(p.get("PayloadFormatVersion")), timeoutInMillis=self.num(p.get("TimeoutInMillis")) if p.get("TimeoutInMillis") else None,
                    integrationMethod=self.s(p.get("IntegrationMethod")), contentHandlingStrategy=self.s(p.get("ContentHandlingStrategy"))))
            elif ty == "AWS::ApiGatewayV2::Authorizer":
                idn = p.get("IdentitySource")
                self.put(nm, dict(type=ty, api=self.s(p.get("ApiId")), authorizerType=self.s(p.get("AuthorizerType")), name=self.s(p.get("Name")), uri=self.s(p.get("AuthorizerUri")),
                    identitySource=sorted(map(str, self.s(idn))) if isinstance(idn, list) else self.s(idn), credentials=self.s(p.get("AuthorizerCredentialsArn")),
                    payloadFormatVersion=self.s(p.get("AuthorizerPayloadFormatVersion")), ttl=p.get("AuthorizerResultTtlInSeconds")))
            elif ty == "AWS::ApiGatewayV2::Stage":
                al = p.get("AccessLogSettings") or {}
                dest = self.s(al.get("DestinationArn")); dest = re.sub(r"^arn:.*:log-group:\$\{(.*)\}$", r"${\1.Arn}", re.sub(r":\*$", "", dest)) if dest else None
                self.put(nm, dict(type=ty, api=self.s(p.get("ApiId")), stageName=self.s(p.get("StageName")), autoDeploy=self.bool(p.get("AutoDeploy", False)), deployment=self.s(p.get("DeploymentId")),
                    accessLog=self.clean(dict(destination=dest, format=self.s(al.get("Format")))) or None, defaultRouteSettings=p.get("DefaultRouteSettings"), routeSettings=p.get("RouteSettings"),
                    stageVariables=self.s(p.get("StageVariables")), tags=self.tags(p)))
            elif ty == "AWS::ApiGatewayV2::Deployment":
                dep = v.get("DependsOn") or []; dep = dep if isinstance(dep, list) else [dep]
                self.put(nm, dict(type=ty, api=self.s(p.get("ApiId")), stageName=self.s(p.get("StageName")), dependsOn=sorted(self.role.get(d, d) for d in dep)))
            elif ty == "AWS::ApiGatewayV2::DomainName":
                c = (p.get("DomainNameConfigurations") or [{}])[0]
                self.put(nm, dict(type=ty, domainName=self.s(p.get("DomainName")), certificate=self.s(c.get("CertificateArn")), endpointType=self.s(c.get("EndpointType")) or "REGIONAL",
                    securityPolicy=self.s(c.get("SecurityPolicy")), configurations=len(p.get("DomainNameConfigurations") or []), tags=self.tags(p)))
            elif ty == "AWS::ApiGatewayV2::ApiMapping":
                key = self.s(p.get("ApiMappingKey")) or ""
                self.put("ApiMapping[%s/%s]" % (self.s(p.get("DomainName")), key), dict(type=ty, api=self.s(p.get("ApiId")), domainName=self.s(p.get("DomainName")), stage=self.s(p.get("Stage")), key=key))
            elif ty == "AWS::ApiGatewayV2::RouteResponse":
                r = self.first_ref(p.get("RouteId"), "AWS::ApiGatewayV2::Route")
                self.put("%s.RouteResponse" % self.role.get(r, "?"), dict(type=ty, key=self.s(p.get("RouteResponseKey")), api=self.s(p.get("ApiId")), responseModels=self.s(p.get("ResponseModels")), modelSelectionExpression=self.s(p.get("ModelSelectionExpression"))))
            elif ty == "AWS::ApiGatewayV2::IntegrationResponse":
                r = self.first_ref(p.get("IntegrationId"), "AWS::ApiGatewayV2::Integration")
                self.put("%s.Response[%s]" % (self.role.get(r, "?"), self.s(p.get("IntegrationResponseKey"))), dict(type=ty))
            elif ty == "AWS::Lambda::Function":
                env = {a: self.s(b) for a, b in ((p.get("Environment") or {}).get("Variables") or {}).items() if not NOISE_ENV.match(a)}
                rl = self.first_ref(p.get("Role"), "AWS::IAM::Role")
                perm = self.perms(rl) if rl else None
                self.put(nm, dict(type=ty, handler=self.s(p.get("Handler")), runtime=self.s(p.get("Runtime")), memorySize=self.num(p.get("MemorySize", 128)), timeout=self.num(p.get("Timeout", 3)),
                    architectures=p.get("Architectures") or ["x86_64"], ephemeralStorage=(p.get("EphemeralStorage") or {}).get("Size", 512), tracing=(p.get("TracingConfig") or {}).get("Mode", "PassThrough"),
                    environment=env or None, layers=self.s(p.get("Layers")) if p.get("Layers") else None, functionName=self.s(p.get("FunctionName")), tags=self.tags(p),
                    role=None if rl and str(self.s(p.get("Role"))).endswith(".Arn}") else self.s(p.get("Role")), roleShared=True if rl and len(role_fns.get(rl, [])) > 1 else None, permissions=perm))
            elif ty == "AWS::Logs::LogGroup":
                if nm is None:
                    m = re.match(r"/aws/lambda/", str(self.s(p.get("LogGroupName"))))
                    nm = "LogGroup[%s]" % self.s(p.get("LogGroupName"))
                self.put(nm, dict(type=ty, name=self.s(p.get("LogGroupName")), retentionInDays=p.get("RetentionInDays") if p.get("RetentionInDays") is None else self.num(p.get("RetentionInDays")),
                    deletionPolicy=v.get("DeletionPolicy", "Delete"), kmsKeyId=self.s(p.get("KmsKeyId")), tags=self.tags(p)))
            elif ty == "AWS::CertificateManager::Certificate":
                opts = [self.clean(dict(domainName=self.s(o.get("DomainName")), hostedZoneId=self.s(o.get("HostedZoneId")), validationDomain=self.s(o.get("ValidationDomain")))) for o in p.get("DomainValidationOptions") or []]
                self.put(nm or "Certificate[%s]" % self.s(p.get("DomainName")), dict(type=ty, domainName=self.s(p.get("DomainName")), validationMethod=self.s(p.get("ValidationMethod")), validationOptions=opts or None, sans=self.s(p.get("SubjectAlternativeNames"))))
            elif ty in ("AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup"):
                for r in (p.get("RecordSets") or []) if ty.endswith("Group") else [p]:
                    at = r.get("AliasTarget") or {}
                    n = str(self.s(r.get("Name"))).rstrip(".").replace("\\052", "*")
                    self.put("RecordSet[%s %s]" % (n, r.get("Type")), dict(type="AWS::Route53::RecordSet", name=n, recordType=r.get("Type"), hostedZoneId=self.s(r.get("HostedZoneId") or p.get("HostedZoneId")),
                        hostedZoneName=self.s(r.get("HostedZoneName") or p.get("HostedZoneName")), aliasDns=self.s(at.get("DNSName")), aliasZone=self.s(at.get("HostedZoneId")), evaluateTargetHealth=at.get("EvaluateTargetHealth") or None))
            elif ty in ("Custom::APIGatewayCloudWatchRole", "Custom::ApiGatewayAccountRole"): self.put("AccountCloudWatchRole", dict(type=ty, how="custom resource", roleName=self.s(p.get("roleName"))))
            elif ty == "AWS::ApiGateway::Account":
                rl = self.first_ref(p.get("CloudWatchRoleArn"), "AWS::IAM::Role")
                self.put("AccountCloudWatchRole", dict(type=ty, how="AWS::ApiGateway::Account", role=self.s(p.get("CloudWatchRoleArn")) if not rl else None, permissions=self.perms(rl) if rl else None))
            elif ty in done: pass
            else: self.put(nm or "%s[%s]" % (ty, k), dict(type=ty))
        # invoke permissions, named by the function they open and what they open it to
        for k, v in self.by("AWS::Lambda::Permission").items():
            p = self.props(k)
            f = self.first_ref(p.get("FunctionName"), "AWS::Lambda::Function")
            if f in handlers: self.drop(k, "custom-resource handler"); continue
            src = self.s(p.get("SourceArn"))
            tail = re.sub(r"^.*?:execute-api:\$\{AWS::Region\}:\$\{AWS::AccountId\}:", "", src) if src else ""
            opens = "ANY" if not src else "authorizer" if "/authorizers/" in tail else (tail.rsplit("/", 1)[-1].lstrip("*") or "*")
            self.put("%s.InvokePermission[%s]" % (self.role.get(f, self.s(p.get("FunctionName"))), opens),
                dict(type="AWS::Lambda::Permission", functionRef=None if f is None or re.search(r"(\.Arn)?\}$", str(self.s(p.get("FunctionName")))) and not re.search(r"\.(?!Arn\})[A-Za-z]+\}$", str(self.s(p.get("FunctionName"))).replace(".Function}", "}").replace(".Authorizer", "")) else self.s(p.get("FunctionName")), action=self.s(p.get("Action")), principal=self.s(p.get("Principal")), sourceArn=src, sourceAccount=self.s(p.get("SourceAccount"))))
    def result(self):
        cnt = {}
        for k, v in self.res.items():
            if self.role.get(k, "").startswith("noise:"): continue
            cnt[v["Type"]] = cnt.get(v["Type"], 0) + 1
        return {"counts": dict(sorted(cnt.items())), "noise": {k: sorted(v) for k, v in sorted(self.noise.items())},
                "outputs": sorted(o for o in (self.t.get("Outputs") or {})), "resources": dict(sorted(self.out.items()))}

def load(p):
    with open(p) as f: d = json.load(f)
    return d if "resources" in d else N(d).result()
def flat(o, pre=""):
    if isinstance(o, dict):
        for k, v in o.items(): yield from flat(v, pre + "." + k if pre else k)
    elif isinstance(o, list) and pre.endswith(("statements", "managedPolicies", "identitySource", "layers")):
        for v in o: yield pre + "+" + str(v), True
    else: yield pre, o
def diff(a, b, ignore=()):
    A = {n + " :: " + k: v for n, r in a["resources"].items() for k, v in flat(r)}
    B = {n + " :: " + k: v for n, r in b["resources"].items() for k, v in flat(r)}
    onlyA = [n for n in a["resources"] if n not in b["resources"]]; onlyB = [n for n in b["resources"] if n not in a["resources"]]
    lines = ["only in A: " + n for n in onlyA] + ["only in B: " + n for n in onlyB]
    skip = tuple(n + " :: " for n in onlyA + onlyB)
    for k in sorted(set(A) | set(B)):
        if k.startswith(skip) if skip else False: continue
        if A.get(k) != B.get(k): lines.append("%s: A=%s B=%s" % (k, json.dumps(A.get(k)), json.dumps(B.get(k))))
    return [l for l in lines if not any(re.search(x, l) for x in ignore)]
if __name__ == "__main__":
    a = sys.argv[1:]
    if a and a[0] == "--diff":
        ig = [x for i, x in enumerate(a) if i and a[i - 1] == "--ignore"]
        d = diff(load(a[1]), load(a[2]), ig); print("\n".join(d) or "same"); sys.exit(1 if d else 0)
    if a and a[0] == "--counts":
        rs = {p: load(p)["counts"] for p in a[1:]}
        tys = sorted({t for r in rs.values() for t in r})
        for p, r in rs.items(): print(p + ": " + ", ".join("%s %d" % (t.replace("AWS::", "").replace("ApiGatewayV2::", ""), r[t]) for t in tys if t in r))
        sys.exit(0)
    print(json.dumps(load(a[0]), indent=1))
