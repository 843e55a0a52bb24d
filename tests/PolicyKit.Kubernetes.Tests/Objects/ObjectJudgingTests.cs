using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>Objects of client classes are judged as the JSON that they are sent as.</summary>
public sealed class ObjectJudgingTests
{
    internal const string Compliant = """
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "web", "namespace": "shop", "labels": {"app": "web", "tier": "front"}, "annotations": {"note": "none"}, "creationTimestamp": "2024-05-06T07:08:09Z"},
          "spec": {
            "automountServiceAccountToken": false, "nodeSelector": {"disk": "ssd"},
            "securityContext": {"runAsNonRoot": true, "runAsUser": 1000, "seccompProfile": {"type": "RuntimeDefault"}, "sysctls": [{"name": "net.ipv4.tcp_syncookies", "value": "1"}]},
            "containers": [
              {
                "name": "web", "image": "registry.example/web@sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "ports": [{"containerPort": 8080}],
                "env": [{"name": "A", "value": "1"}, {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
                "livenessProbe": {"httpGet": {"port": 8080, "path": "/live"}}, "readinessProbe": {"tcpSocket": {"port": "http"}},
                "resources": {"limits": {"cpu": "100m", "memory": "64Mi"}, "requests": {"cpu": "100m", "memory": "64Mi"}},
                "securityContext": {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}}
              }
            ],
            "volumes": [{"name": "data", "emptyDir": {"sizeLimit": "1Gi"}}, {"name": "settings", "configMap": {"name": "web"}}]
          }
        }
        """;

    private static readonly JsonSerializerOptions WithoutNull = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly PolicyProgram Restricted = CompileRestricted();

    private static readonly Dictionary<string, Action<string>> Checks = new(StringComparer.Ordinal)
    {
        ["Pod"] = CheckPod,
        ["PodTemplate"] = Check<V1PodTemplate>,
        ["Deployment"] = Check<V1Deployment>,
        ["ReplicaSet"] = Check<V1ReplicaSet>,
        ["StatefulSet"] = Check<V1StatefulSet>,
        ["DaemonSet"] = Check<V1DaemonSet>,
        ["ReplicationController"] = Check<V1ReplicationController>,
        ["Job"] = Check<V1Job>,
        ["CronJob"] = Check<V1CronJob>,
    };

    [CorporaTheory]
    [InlineData("apps", 30)]
    [InlineData("badPods", 100)]
    [InlineData("k8s-api-testdata", 8)]
    [InlineData("pss", 600)]
    public void Objects_are_judged_as_what_is_written_of_them(string corpus, int atLeast)
    {
        int held = 0;
        foreach (Manifest manifest in new ManifestLoader().Load([Path.Combine(Corpora.Root!, corpus)]).SelectMany(f => f.Manifests))
        {
            if (!Checks.TryGetValue(manifest.Kind, out Action<string>? check)) continue;
            check(manifest.Root.ToJson());
            held++;
        }
        Assert.InRange(held, atLeast, int.MaxValue);
    }

    [Fact]
    public void A_compliant_pod_is_allowed_and_is_not_written()
    {
        int written = 0;
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(info =>
        {
            // Reading members directly does not ask whether they are written.
            if (info.Type == typeof(V1ObjectMeta)) info.Properties.First(p => p.Name == "uid").ShouldSerialize = (_, _) => ++written > 0;
        });
        var options = new JsonSerializerOptions { TypeInfoResolver = resolver };
        V1Pod pod = Read<V1Pod>(Compliant);
        Assert.Equal(Outcome.Allow, Restricted.Evaluate(pod, options).Outcome);
        Assert.Equal(0, written);
        pod.Spec!.HostNetwork = true;
        Assert.Equal("spec.hostNetwork", Assert.Single(Restricted.Evaluate(pod, options).Findings, f => f.PolicyId == "pod_security.baseline.host_namespaces").Path);
        Assert.Equal(1, written);
    }

    [Fact]
    public void An_object_without_a_kind_or_none_at_all_is_an_error()
    {
        V1Pod pod = Read<V1Pod>(Compliant);
        pod.Kind = null;
        Assert.All(
            [Restricted.Evaluate(pod), Restricted.Evaluate<V1Pod?>(null), Restricted.Evaluate(42), Restricted.Evaluate("{}"), Restricted.Evaluate(new List<V1Pod> { pod })],
            decision => Assert.Equal("the object has no `apiVersion` and `kind`, so no policy can be matched to it", Assert.Single(decision.Errors).Message));
    }

    /// <summary>Apart from the engine's own allocations, which the same judgement of a document shows.</summary>
    [Fact]
    public void An_accepted_pod_allocates_hardly_more_than_a_document()
    {
        // Policies that are not screened go over its dictionaries.
        const int Enumerator = 64;
        V1Pod pod = Read<V1Pod>(Compliant);
        PolicyInput document = PolicyInput.ForObject(PolicyDocument.ParseJson(JsonSerializer.SerializeToUtf8Bytes(pod)));
        Assert.Equal(Outcome.Allow, Restricted.Evaluate(document).Outcome);
        Assert.InRange(Decisions.Allocated(() => Restricted.Evaluate(pod)), 0, Decisions.Allocated(() => Restricted.Evaluate(document)) + Enumerator);
    }

    private static PolicyProgram CompileRestricted()
    {
        PolicyProgram program = StandardPack.Compile("network", "pod_security/restricted", "rbac");
        program.Warm();
        return program;
    }

    private static void CheckPod(string json)
    {
        Check<V1Pod>(json);
        V1Pod pod = Read<V1Pod>(json);
        Assert.Equal(Decisions.Print(Restricted.Evaluate(JsonSerializer.SerializeToUtf8Bytes(pod, PodContext.Default.V1Pod))), Decisions.Print(Restricted.Evaluate(pod, PodContext.Default.V1Pod)));
    }

    private static void Check<T>(string json)
    {
        T value = Read<T>(json);
        Assert.All([JsonSerializerOptions.Default, WithoutNull], options =>
        {
            byte[] written = JsonSerializer.SerializeToUtf8Bytes(value, options);
            // Explanations are of each policy, without the screen that passes over those that find nothing.
            string expected = Decisions.Print(Restricted.Explain(PolicyInput.ForObject(PolicyDocument.ParseJson(written))).Decision);
            Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(written)));
            Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(value, options)));
            Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(PolicyInput.ForObject(PolicyDocument.ParseJson(written)))));
            Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(PolicyInput.ForObject(value, options))));
        });
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json)!;
}

[JsonSerializable(typeof(V1Pod))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class PodContext : JsonSerializerContext;
