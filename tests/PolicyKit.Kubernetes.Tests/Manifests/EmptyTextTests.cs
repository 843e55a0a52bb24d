using System.Text;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Kubernetes.Tests.Manifests;

/// <summary>A null among texts is the empty text: the API server stores <c>app: null</c> in labels as <c>app: ""</c>.</summary>
public sealed class EmptyTextTests
{
    [Theory]
    [InlineData("kind: Pod, apiVersion: v1, metadata: {labels: {app: null}, annotations: {a: ~, b: }}", """{"kind":"Pod","apiVersion":"v1","metadata":{"labels":{"app":""},"annotations":{"a":"","b":""}}}""")]
    [InlineData("kind: Widget, apiVersion: example.com/v1, metadata: {labels: {app: null}}, spec: {a: [null]}", """{"kind":"Widget","apiVersion":"example.com/v1","metadata":{"labels":{"app":""}},"spec":{"a":[null]}}""")]
    [InlineData("kind: Pod, apiVersion: v1, spec: {hostname: null, nodeSelector: {a: null}, containers: [{args: [null, x], image: null, env: [{name: a, value: null}]}]}", """{"kind":"Pod","apiVersion":"v1","spec":{"hostname":null,"nodeSelector":{"a":""},"containers":[{"args":["","x"],"image":null,"env":[{"name":"a","value":null}]}]}}""")]
    [InlineData("kind: CronJob, apiVersion: batch/v1, spec: {jobTemplate: {spec: {template: {metadata: {labels: {a: null}}, spec: {tolerations: [null]}}}}}", """{"kind":"CronJob","apiVersion":"batch/v1","spec":{"jobTemplate":{"spec":{"template":{"metadata":{"labels":{"a":""}},"spec":{"tolerations":[null]}}}}}}""")]
    [InlineData("kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, spec: {podSelector: {matchLabels: {app: null}}, ingress: [null, {ports: null}]}", """{"kind":"NetworkPolicy","apiVersion":"networking.k8s.io/v1","spec":{"podSelector":{"matchLabels":{"app":""}},"ingress":[null,{"ports":null}]}}""")]
    [InlineData("kind: Role, apiVersion: rbac.authorization.k8s.io/v1, rules: [{verbs: [get, null], resourceNames: null}]", """{"kind":"Role","apiVersion":"rbac.authorization.k8s.io/v1","rules":[{"verbs":["get",""],"resourceNames":null}]}""")]
    public void Null_among_texts_is_the_empty_text(string members, string expected)
    {
        string stored = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(expected)).RawRoot.ToJson();
        Assert.Equal(stored, Read($"{{{members}}}").RawRoot.ToJson());
        Assert.Equal(stored, Read($"{{kind: List, apiVersion: v1, items: [{{{members}}}]}}").RawRoot.ToJson());
    }

    [Fact]
    public void Items_of_typed_lists_have_their_kind()
    {
        Assert.Equal("""{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"args":[""]}]}}""", Read("{kind: PodList, apiVersion: v1, items: [{spec: {containers: [{args: [null]}]}}]}").RawRoot.ToJson());
    }

    [Fact]
    public void It_keeps_its_place()
    {
        Manifest pod = Read("kind: Pod\napiVersion: v1\nmetadata:\n  labels:\n    app:\n    b: c\nspec: {}\n");
        Assert.Equal("5:5", pod.Document.GetPosition("metadata.labels.app").ToString());
        Assert.Equal("6:5", pod.Document.GetPosition("metadata.labels.b").ToString());
    }

    private static Manifest Read(string text)
    {
        ManifestFile file = new ManifestLoader().ReadText(text, "a.yaml");
        Assert.Empty(file.Problems);
        return Assert.Single(file.Manifests);
    }
}
