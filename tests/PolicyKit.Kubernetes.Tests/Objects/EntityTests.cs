using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>Client libraries leave <c>apiVersion</c> and <c>kind</c> null where the class tells them.</summary>
public sealed class EntityTests
{
    private static readonly PolicyProgram Restricted = StandardPack.Compile("network", "pod_security/restricted", "rbac");

    public static TheoryData<bool> Tiers => [false, true];

    [Theory]
    [MemberData(nameof(Tiers))]
    public void An_object_without_a_kind_is_of_that_of_its_class(bool isWarm)
    {
        if (isWarm) Restricted.Warm();
        Check<EntityPod>("v1", "Pod");
        Check<ConstantPod>("v1", "Pod");
        Check<DerivedPod>("v1", "Pod");
        Check<EntityDeployment>("apps/v1", "Deployment");
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public void An_object_that_states_a_kind_is_of_that(bool isWarm)
    {
        if (isWarm) Restricted.Warm();
        Assert.Equal(0, Restricted.Evaluate(new EntityPod { ApiVersion = "v1", Kind = "ConfigMap" }).PoliciesMatched);
        Assert.All(
            [new EntityPod { Kind = "Pod" }, new EntityPod { ApiVersion = "v1" }, new EntityPod { ApiVersion = "", Kind = "" }],
            pod => Assert.Equal(Outcome.Error, Restricted.Evaluate(pod).Outcome));
    }

    [Fact]
    public void What_is_inside_of_an_object_has_no_kind_of_its_own()
    {
        PolicyInput input = PolicyInput.ForObject(new Outer { Inner = new EntityPod() });
        Assert.True(input.Object.Member("inner").Member("kind").IsUndefined);
        Assert.Equal("Pod", PolicyInput.ForObject(new EntityPod()).Object.Member("kind").ToString().Trim('"'));
    }

    [Fact]
    public void A_kind_of_the_class_costs_nothing()
    {
        PolicyProgram program = StandardPack.Compile("pod_security/restricted");
        program.Warm();
        EntityPod pod = JsonSerializer.Deserialize<EntityPod>(ObjectJudgingTests.Compliant)!;
        Assert.Equal(0, Decisions.Allocated(() => program.Evaluate(pod)));
        (pod.ApiVersion, pod.Kind) = (null, null);
        Assert.Equal(Outcome.Allow, program.Evaluate(pod).Outcome);
        Assert.Equal(0, Decisions.Allocated(() => program.Evaluate(pod)));
    }

    private static void Check<T>(string apiVersion, string kind)
        where T : class, IEntity, new()
    {
        foreach (string json in new[] { ObjectJudgingTests.Compliant, ObjectJudgingTests.Compliant.Replace("\"automountServiceAccountToken\"", "\"hostNetwork\": true, \"automountServiceAccountToken\"", StringComparison.Ordinal) })
        {
            V1Pod pod = JsonSerializer.Deserialize<V1Pod>(json)!;
            T named = Make(pod, apiVersion, kind);
            T unnamed = Make(pod, null, null);
            string expected = Decisions.Print(Restricted.Evaluate(JsonSerializer.SerializeToUtf8Bytes(named)));
            Assert.DoesNotContain("Error", expected, StringComparison.Ordinal);
            Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(named)));
            Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(unnamed)));
            Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(PolicyInput.ForObject(unnamed))));
            Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(unnamed, new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull })));
            Assert.Equal(expected, Decisions.Print(Restricted.Explain(PolicyInput.ForObject(unnamed)).Decision));
        }

        static T Make(V1Pod pod, string? apiVersion, string? kind)
        {
            var entity = new T { ApiVersion = apiVersion, Kind = kind };
            entity.Take(pod);
            return entity;
        }
    }

    internal interface IEntity
    {
        string? ApiVersion { get; set; }

        string? Kind { get; set; }

        void Take(V1Pod pod);
    }

    internal sealed class Outer
    {
        [JsonPropertyName("inner")]
        public EntityPod? Inner { get; set; }
    }

    [KubernetesEntity(Group = "", Kind = "Pod", ApiVersion = "v1", PluralName = "pods")]
    internal class EntityPod : IEntity
    {
        [JsonPropertyName("apiVersion")]
        public string? ApiVersion { get; set; }

        [JsonPropertyName("kind")]
        public string? Kind { get; set; }

        [JsonPropertyName("metadata")]
        public V1ObjectMeta? Metadata { get; set; }

        [JsonPropertyName("spec")]
        public V1PodSpec? Spec { get; set; }

        public void Take(V1Pod pod) => (Metadata, Spec) = (pod.Metadata, pod.Spec);
    }

    internal sealed class DerivedPod : EntityPod;

    internal sealed class ConstantPod : IEntity
    {
        public const string KubeApiVersion = "v1";
        public const string KubeKind = "Pod";
        public const string KubeGroup = "";

        [JsonPropertyName("apiVersion")]
        public string? ApiVersion { get; set; }

        [JsonPropertyName("kind")]
        public string? Kind { get; set; }

        [JsonPropertyName("spec")]
        public V1PodSpec? Spec { get; set; }

        public void Take(V1Pod pod) => Spec = pod.Spec;
    }

    [KubernetesEntity(Group = "apps", Kind = "Deployment", ApiVersion = "v1", PluralName = "deployments")]
    internal sealed class EntityDeployment : IEntity
    {
        [JsonPropertyName("apiVersion")]
        public string? ApiVersion { get; set; }

        [JsonPropertyName("kind")]
        public string? Kind { get; set; }

        [JsonPropertyName("spec")]
        public EntityDeploymentSpec? Spec { get; set; }

        public void Take(V1Pod pod) => Spec = new EntityDeploymentSpec { Template = new V1PodTemplateSpec { Metadata = pod.Metadata, Spec = pod.Spec } };
    }

    internal sealed class EntityDeploymentSpec
    {
        [JsonPropertyName("template")]
        public V1PodTemplateSpec? Template { get; set; }
    }

    /// <summary>As the client's, which this is known by.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class KubernetesEntityAttribute : Attribute
    {
        public string? Kind { get; set; }

        public string? Group { get; set; }

        public string? PluralName { get; set; }

        public string? ApiVersion { get; set; }
    }
}
