using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PolicyKit.Kubernetes.Tests.Objects;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Tests.Schemas;

/// <summary>An object that is not as its schema says fools no policy: what is known of types changes no decision, whatever stands in a field.</summary>
public sealed class NonConformingObjectTests
{
    private const string Tempting = """
        package tempting

        policy fields {
            title: "checks that types would make needless"
            description: "each reads a typed field as if its type were certain"
            severity: low
            match: ["Pod", "Deployment.apps"]
            param names: set[string] = {"web"}
            param limits: {string: int} = {"web": 2}

            deny at c.securityContext.privileged because $"privileged {c.name}" if {
                some c in containers
                c.securityContext.privileged
            }
            deny at c.name because $"named {c.name}" if {
                some c in containers
                c.name
                c.name in params.names
            }
            deny at c.ports because $"ports of {c.name}" if {
                some c in containers
                every p in c.ports { p.containerPort > 1024 }
            }
            deny because $"limit {n}" if {
                some name, n in params.limits
                n < count(object.spec.containers)
                name
            }
            warn because $"labels {count(object.metadata.labels)}" if object.metadata.labels
            warn at object.spec.hostNetwork if not object.spec.hostNetwork == true
            warn because concat(",", names) if count(names) > 0

            names := {c.name | some c in containers; is_string(c.name)}
        }
        """;

    private static readonly ImmutableArray<SyntaxTree> Trees = [.. StandardPack.Trees, SyntaxTree.Parse(Tempting, "tempting.policy")];

    private static readonly PolicyProgram Typed = Compile(KubernetesDomain.Instance);

    private static readonly PolicyProgram Untyped = Compile(new WithoutSchemas());

    private static readonly string[] Replacements = ["null", "true", "false", "0", "-1", "1.5", "\"\"", "\"web\"", "[]", "[true]", "[{}]", "{}", "{\"name\": \"web\"}", "[[\"web\"]]"];

    public static TheoryData<string> Objects =>
    [
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop", "labels": {"app": "web"}, "annotations": {"a": "b"}},
         "spec": {"hostNetwork": false, "hostPID": false, "securityContext": {"runAsNonRoot": true, "runAsUser": 1000, "sysctls": [{"name": "net.core.somaxconn", "value": "1"}], "seccompProfile": {"type": "RuntimeDefault"}},
          "volumes": [{"name": "v", "emptyDir": {}}, {"name": "h", "hostPath": {"path": "/etc"}}],
          "initContainers": [{"name": "init", "image": "a/b", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}],
          "containers": [{"name": "web", "image": "a/b:1", "ports": [{"containerPort": 8080, "hostPort": 0}],
            "livenessProbe": {"httpGet": {"host": "", "port": 80}}, "lifecycle": {"preStop": {"tcpSocket": {"host": "x", "port": 1}}},
            "securityContext": {"privileged": false, "procMount": "Default", "windowsOptions": {"hostProcess": false}, "seLinuxOptions": {"type": "container_t"}, "appArmorProfile": {"type": "RuntimeDefault"},
              "capabilities": {"add": ["NET_BIND_SERVICE"], "drop": ["ALL"]}}}]}}
        """,
        """
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "web"}},
         "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web", "image": "x", "securityContext": {"privileged": true, "runAsUser": 0}}]}}}}
        """,
        """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "r"}, "rules": [{"apiGroups": ["", "apps"], "resources": ["secrets", "*"], "verbs": ["get", "*"], "resourceNames": ["a"]}, {"nonResourceURLs": ["*"], "verbs": ["*"]}]}""",
        """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "b"}, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"}, "subjects": [{"kind": "Group", "apiGroup": "rbac.authorization.k8s.io", "name": "system:authenticated"}, {"kind": "ServiceAccount", "name": "default", "namespace": "shop"}]}""",
        """
        {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "n", "namespace": "shop"}, "spec": {"podSelector": {"matchLabels": {"a": "b"}, "matchExpressions": [{"key": "k", "operator": "In", "values": ["v"]}]},
         "policyTypes": ["Egress"], "egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}}], "ports": [{"port": 53, "protocol": "UDP", "endPort": 54}]}]}}
        """,
        """{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", "labels": {"pod-security.kubernetes.io/enforce": "baseline"}}}""",
    ];

    [Theory]
    [MemberData(nameof(Objects))]
    public void Whatever_stands_in_a_field_decisions_are_those_without_types(string json)
    {
        string unchanged = Parsed(Untyped, json);
        int changed = 0;
        foreach (string mutant in Mutants(json))
        {
            string expected = Parsed(Untyped, mutant);
            Assert.Equal(expected, Parsed(Typed, mutant));
            Assert.Equal(expected, Decisions.Print(Typed.Evaluate(Encoding.UTF8.GetBytes(mutant))));
            if (expected != unchanged) changed++;
        }
        Assert.True(changed > 0, "no change of a field changes a decision");
    }

    private static string Parsed(PolicyProgram program, string json) => Decisions.Print(program.Evaluate(PolicyInput.ForObject(PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(json)))));

    /// <summary>The object with each of its nodes in turn replaced by each of the values.</summary>
    private static IEnumerable<string> Mutants(string json)
    {
        int count = Nodes(JsonNode.Parse(json)!).Count();
        for (int i = 1; i < count; i++)
        {
            foreach (string replacement in Replacements)
            {
                JsonNode root = JsonNode.Parse(json)!;
                Nodes(root).ElementAt(i).ReplaceWith(JsonNode.Parse(replacement));
                yield return root.ToJsonString();
            }
        }
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        IEnumerable<JsonNode?> parts = node switch
        {
            JsonObject members => members.Select(m => m.Value),
            JsonArray elements => elements,
            _ => [],
        };
        return parts.OfType<JsonNode>().SelectMany(Nodes).Prepend(node);
    }

    private static PolicyProgram Compile(PolicyDomain domain)
    {
        PolicyProgram? program = Compilation.Create(Trees, domain).Emit().Program;
        Assert.NotNull(program);
        return program;
    }

    /// <summary>Kubernetes of which no field's type is known.</summary>
    private sealed class WithoutSchemas : PolicyDomain
    {
        private readonly KubernetesDomain _whole = KubernetesDomain.Instance;

        public override ImmutableArray<DomainDocument> Documents => _whole.Documents;

        public override ImmutableArray<DomainBuiltin> Builtins => _whole.Builtins;

        public override ImmutableArray<ImmutableArray<string>> FaultReads => _whole.FaultReads;

        public override ImmutableArray<ImmutableArray<string>> MatchReads => _whole.MatchReads;

        public override ObjectKind? GetKind(Value document) => _whole.GetKind(document);

        public override MatchAnswer Matches(PolicyMatch match, ObjectKind kind, PolicyInput input) => _whole.Matches(match, kind, input);

        public override string? FindSelectorFault(Value selector) => _whole.FindSelectorFault(selector);

        public override string? FindFault(Value document, ObjectKind kind) => _whole.FindFault(document, kind);

        public override bool TryGetKinds(string word, out ImmutableArray<ObjectKind> kinds, out bool all, out string? suggestion) => _whole.TryGetKinds(word, out kinds, out all, out suggestion);
    }
}
