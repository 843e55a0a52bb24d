using PolicyKit.Kubernetes.Kinds;

namespace PolicyKit.Kubernetes.Tests.Kinds;

public sealed class KindTests
{
    [Fact]
    public void Every_row_of_the_table_is_one_kind_of_one_group()
    {
        Assert.Equal(BuiltInKinds.All.Length, BuiltInKinds.All.DistinctBy(kind => (kind.Group, kind.Kind)).Count());
        Assert.All(BuiltInKinds.All, kind => Assert.Equal(kind.Resource, kind.Resource.ToLowerInvariant()));
    }

    [Fact]
    public void Kinds_that_carry_pods_know_where_their_template_is()
    {
        string[] expected =
        [
            "Pod ", "PodTemplate template", "ReplicationController spec.template", "DaemonSet.apps spec.template", "Deployment.apps spec.template", "ReplicaSet.apps spec.template",
            "StatefulSet.apps spec.template", "CronJob.batch spec.jobTemplate.spec.template", "Job.batch spec.template", "DaemonSet.extensions spec.template",
            "Deployment.extensions spec.template", "ReplicaSet.extensions spec.template",
        ];
        Assert.Equal(expected, BuiltInKinds.All.Where(kind => kind.PodTemplate is not null).Select(kind => $"{kind} {string.Join('.', kind.PodTemplate!.Value)}"));
    }

    [Theory]
    [InlineData("", "Namespace", "v1", false, "ns")]
    [InlineData("apps", "Deployment", "apps/v1", true, "deploy")]
    [InlineData("networking.k8s.io", "NetworkPolicy", "networking.k8s.io/v1", true, "netpol")]
    [InlineData("rbac.authorization.k8s.io", "ClusterRoleBinding", "rbac.authorization.k8s.io/v1", false, "")]
    [InlineData("autoscaling", "HorizontalPodAutoscaler", "autoscaling/v2", true, "hpa")]
    [InlineData("extensions", "NetworkPolicy", "extensions/v1beta1", true, "netpol")]
    public void A_kind_has_its_scope_and_preferred_version(string group, string kind, string apiVersion, bool isNamespaced, string shortName)
    {
        var info = BuiltInKinds.Find(group, kind)!;
        Assert.Equal((apiVersion, isNamespaced, shortName), (info.ApiVersion, info.IsNamespaced, info.ShortName));
    }

    [Theory]
    [InlineData("extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1")]
    [InlineData("apps/v1beta2", "Deployment", "apps/v1")]
    [InlineData("rbac.authorization.k8s.io/v1beta1", "Role", "rbac.authorization.k8s.io/v1")]
    [InlineData("extensions/v1beta1", "Ingress", "extensions/v1beta1")]
    [InlineData("autoscaling/v1", "HorizontalPodAutoscaler", "autoscaling/v1")]
    [InlineData("autoscaling/v2beta2", "HorizontalPodAutoscaler", "autoscaling/v2")]
    [InlineData("example.com/v1", "NetworkPolicy", "example.com/v1")]
    public void Equal_versions_have_one_name(string apiVersion, string kind, string preferred) => Assert.Equal(preferred, BuiltInKinds.PreferredApiVersion(apiVersion, kind));

    [Theory]
    [InlineData("Role", "rbac.authorization.k8s.io", "Role", true)]
    [InlineData("Role", "example.com", "Role", true)]
    [InlineData("Role", "rbac.authorization.k8s.io", "ClusterRole", false)]
    [InlineData("ClusterRole.rbac.authorization.k8s.io", "rbac.authorization.k8s.io", "ClusterRole", true)]
    [InlineData("ClusterRole.rbac.authorization.k8s.io", "", "ClusterRole", false)]
    [InlineData("*", "any.example", "Thing", true)]
    [InlineData("*.apps", "apps", "Deployment", true)]
    [InlineData("*.apps", "extensions", "Deployment", false)]
    [InlineData("Event.core", "", "Event", true)]
    [InlineData("Event.core", "events.k8s.io", "Event", false)]
    public void A_pattern_matches(string text, string group, string kind, bool matches)
    {
        Assert.True(KindPattern.TryParse(text, out var pattern, out _));
        Assert.Equal(matches, pattern.Matches(group, kind));
        Assert.Equal(text, pattern.ToString());
    }

    [Theory]
    [InlineData("pods", "`pods` is no kind; did you mean `Pod`?")]
    [InlineData("deploy", "`deploy` is no kind; did you mean `Deployment`?")]
    [InlineData("networkpolicy", "`networkpolicy` is no kind; did you mean `NetworkPolicy`?")]
    [InlineData("", "`` is no kind: kinds are written like `Role`, `ClusterRole.rbac.authorization.k8s.io` or `*`")]
    [InlineData("Role.Rbac", "`Rbac` is no API group")]
    [InlineData("Role.", "`` is no API group")]
    public void What_is_no_pattern_is_refused(string text, string expected)
    {
        Assert.False(KindPattern.TryParse(text, out _, out string? error));
        Assert.Equal(expected, error);
    }
}
