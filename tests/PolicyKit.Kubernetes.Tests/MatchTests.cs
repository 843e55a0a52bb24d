using System.Text;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Tests;

public sealed class MatchTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"shop-a","labels":{"app":"web"}}}""";
    private const string Bare = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}""";
    private const string Role = """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"r"}}""";
    private const string Placed = """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"r","namespace":"kube-system"}}""";
    private const string Custom = """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w","namespace":"shop-a"}}""";
    private const string Deployment = """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","namespace":"shop-a"}}""";
    private const string Scale = """{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"d","namespace":"shop-a"}}""";
    private const string ExecOptions = """{"apiVersion":"v1","kind":"PodExecOptions","command":["sh"]}""";
    private const string Status = """{"operation":"UPDATE","resource":{"resource":"pods"},"subResource":"status"}""";
    private const string Added = """{"operation":"UPDATE","resource":{"resource":"pods"},"subResource":"ephemeralcontainers"}""";
    private const string StatusOfRole = """{"operation":"UPDATE","resource":{"resource":"clusterroles"},"subResource":"status"}""";
    private const string ScaleOfDeployment = """{"operation":"UPDATE","resource":{"resource":"deployments"},"subResource":"scale"}""";
    private const string Exec = """{"operation":"CONNECT","resource":{"resource":"pods"},"subResource":"exec"}""";
    private const string Home = """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop-a","labels":{"tier":"prod"}}}""";

    /// <summary>Each row: the match, the object, the request, the namespace; whether the policy is entered, skipped, or not judged and why.</summary>
    [Theory]
    [InlineData("workloads", Pod, "{}", "", "entered")]
    [InlineData("workloads", Role, "{}", "", "skipped")]
    [InlineData("\"*\"", Role, "{}", "", "entered")]
    [InlineData("[\"ClusterRole.rbac.authorization.k8s.io\", \"Role\"]", Role, "{}", "", "entered")]
    [InlineData("{kinds: [\"Pod\"]}", Pod, "{}", "", "entered")]
    [InlineData("{kinds: \"workloads\", namespaces: [\"shop-*\"]}", Pod, "{}", "", "entered")]
    [InlineData("{kinds: [\"Pod\"], namespaces: [\"*-b\", \"kube-system\"]}", Pod, "{}", "", "skipped")]
    [InlineData("{namespaces: [\"*hop*\"]}", Pod, "{}", "", "entered")]
    [InlineData("{excluded_namespaces: [\"shop-a\"]}", Pod, "{}", "", "skipped")]
    [InlineData("{excluded_namespaces: [\"shop\"]}", Pod, "{}", "", "entered")]
    [InlineData("{excluded_namespaces: [\"shop\"]}", Bare, "{}", "", "the object states no namespace")]
    [InlineData("{namespaces: [\"shop\"]}", Bare, """{"namespace":"shop"}""", "", "entered")]
    [InlineData("{namespaces: [\"shop\"]}", Role, "{}", "", "entered")]
    [InlineData("{namespaces: [\"shop\"]}", Placed, "{}", "", "entered")]
    [InlineData("{excluded_namespaces: [\"kube-system\"]}", Placed, "{}", "", "entered")]
    [InlineData("{namespace_selector: {\"matchLabels\": {\"tier\": \"dev\"}}}", Placed, "{}", Home, "entered")]
    [InlineData("{kinds: \"*\", namespaces: [\"shop-a\"]}", Custom, "{}", "", "entered")]
    [InlineData("{kinds: \"*\", namespaces: [\"shop\"]}", Custom, "{}", "", "whether `Widget` has a namespace is not known")]
    [InlineData("{kinds: \"*\", excluded_namespaces: [\"shop-a\"]}", Custom, "{}", "", "entered")]
    [InlineData("{kinds: \"*\", excluded_namespaces: [\"shop-a\"]}", Custom, """{"namespace":"shop-a"}""", "", "skipped")]
    [InlineData("{kinds: \"*\", excluded_namespaces: [\"shop-a\"]}", Custom, """{"namespace":"shop-b"}""", "", "entered")]
    [InlineData("{kinds: \"*\", namespace_selector: {\"matchLabels\": {\"tier\": \"prod\"}}}", Custom, "{}", Home, "entered")]
    [InlineData("{kinds: \"*\", namespace_selector: {\"matchLabels\": {\"tier\": \"dev\"}}}", Custom, "{}", Home, "whether `Widget` has a namespace is not known")]
    [InlineData("{excluded_namespaces: [\"shop-a\"]}", Pod, """{"namespace":"shop-b"}""", "", "entered")]
    [InlineData("{namespaces: [\"shop-a\"]}", Home, "{}", "", "entered")]
    [InlineData("{namespaces: [\"other\"]}", Home, "{}", "", "skipped")]
    [InlineData("{object_selector: {\"matchLabels\": {\"app\": \"web\"}}}", Pod, "{}", "", "entered")]
    [InlineData("{object_selector: {\"matchLabels\": {\"app\": \"db\"}}}", Pod, "{}", "", "skipped")]
    [InlineData("{object_selector: {\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"DoesNotExist\"}]}}", Bare, "{}", "", "entered")]
    [InlineData("{namespace_selector: {\"matchLabels\": {\"tier\": \"prod\"}}}", Pod, "{}", Home, "entered")]
    [InlineData("{namespace_selector: {\"matchLabels\": {\"tier\": \"dev\"}}}", Pod, "{}", Home, "skipped")]
    [InlineData("{namespace_selector: {\"matchLabels\": {\"tier\": \"prod\"}}}", Pod, "{}", "", "the labels of namespace `shop-a` are not known")]
    [InlineData("{namespace_selector: {\"matchLabels\": {\"tier\": \"prod\"}}}", Home, "{}", "", "entered")]
    [InlineData("{namespace_selector: {\"matchLabels\": {\"tier\": \"prod\"}}}", Role, "{}", "", "entered")]
    [InlineData("workloads", Pod, """{"operation":"UPDATE"}""", "", "entered")]
    [InlineData("workloads", Pod, """{"operation":"DELETE"}""", "", "skipped")]
    [InlineData("{kinds: [\"Pod\"], operations: [\"DELETE\"]}", Pod, """{"operation":"DELETE"}""", "", "entered")]
    [InlineData("{kinds: [\"Pod\"], operations: [\"DELETE\"]}", Pod, "{}", "", "skipped")]
    [InlineData("{operations: [\"*\"]}", Pod, """{"operation":"DELETE"}""", "", "entered")]
    [InlineData("{operations: [\"CONNECT\"], resources: [\"pods/exec\"]}", Pod, """{"operation":"CONNECT","resource":{"resource":"pods"},"subResource":"exec"}""", "", "entered")]
    [InlineData("{operations: [\"CONNECT\"], resources: [\"pods/attach\"]}", Pod, """{"operation":"CONNECT","resource":{"resource":"pods"},"subResource":"exec"}""", "", "skipped")]
    [InlineData("{resources: [\"pods\"]}", Pod, "{}", "", "skipped")]
    [InlineData("workloads", Pod, Added, "", "entered")]
    [InlineData("[\"*\"]", Pod, Added, "", "entered")]
    [InlineData("{kinds: [\"Pod\"], resources: [\"pods\"]}", Pod, Added, "", "skipped")]
    [InlineData("workloads", Pod, Status, "", "skipped")]
    [InlineData("[\"*\"]", Pod, Status, "", "skipped")]
    [InlineData("{kinds: [\"Pod\"], operations: [\"*\"]}", Pod, Status, "", "skipped")]
    [InlineData("{kinds: [\"Pod\"], resources: [\"pods\", \"pods/status\"]}", Pod, Status, "", "entered")]
    [InlineData("[\"*\"]", Role, StatusOfRole, "", "skipped")]
    [InlineData("{kinds: [\"Pod\"], namespaces: [\"shop-*\"]}", Pod, Status, "", "skipped")]
    [InlineData("workloads", Deployment, """{"operation":"UPDATE","resource":{"resource":"deployments"},"subResource":"status"}""", "", "skipped")]
    [InlineData("workloads", Deployment, """{"operation":"UPDATE","resource":{"resource":"deployments"},"subResource":"ephemeralcontainers"}""", "", "skipped")]
    [InlineData("workloads", Scale, ScaleOfDeployment, "", "skipped")]
    [InlineData("[\"*\"]", Scale, ScaleOfDeployment, "", "skipped")]
    [InlineData("[\"Scale.autoscaling\"]", Scale, ScaleOfDeployment, "", "entered")]
    [InlineData("{resources: [\"deployments/scale\"]}", Scale, ScaleOfDeployment, "", "entered")]
    [InlineData("[\"*\"]", ExecOptions, Exec, "", "skipped")]
    [InlineData("{operations: [\"*\"]}", ExecOptions, Exec, "", "entered")]
    [InlineData("{kinds: [\"Pod\"], operations: [\"*\"]}", ExecOptions, Exec, "", "skipped")]
    public void Match_says_for_which_objects_a_policy_is(string match, string json, string request, string home, string expected)
    {
        EmitResult result = Compile(match);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Select(DiagnosticRenderer.Render)));
        Value document = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(json)).Root;
        bool isDelete = request.Contains("DELETE", StringComparison.Ordinal);
        Decision decision = result.Program.Evaluate(new PolicyInput
        {
            Object = isDelete ? default : document,
            OldObject = isDelete ? document : default,
            Request = Value.ParseJson(request),
            Namespace = home.Length == 0 ? default : Value.ParseJson(home),
        });

        Assert.Empty(decision.Errors);
        string actual = decision.NotJudged is [{ } unknown] ? unknown.Reason : decision.Findings.Length == 1 ? "entered" : "skipped";
        Assert.Equal(expected, actual);
        Assert.Equal(expected == "skipped" ? 0 : 1, decision.PoliciesMatched);
    }

    [Theory]
    [InlineData("workload", "PK5002", "did you mean `workloads`?")]
    [InlineData("[\"Pods\"]", "PK5002", "did you mean `Pod`?")]
    [InlineData("{kind: [\"Pod\"]}", "PK5004", "did you mean `kinds`?")]
    [InlineData("{}", "PK5004", "`match` must be")]
    [InlineData("3", "PK5004", "`match` must be")]
    [InlineData("{namespaces: \"shop\"}", "PK5004", "a constant list of strings")]
    [InlineData("{operations: [\"create\"]}", "PK5004", "`CREATE`")]
    [InlineData("{object_selector: {\"app\": \"web\"}}", "PK5004", "a label selector, but")]
    [InlineData("{object_selector: [1]}", "PK5004", "no constant object")]
    public void A_match_that_means_nothing_is_a_diagnostic(string match, string id, string text)
    {
        Diagnostic diagnostic = Assert.Single(Compile(match).Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(text, diagnostic.Message, StringComparison.Ordinal);
    }

    private static EmitResult Compile(string match)
    {
        SyntaxTree tree = SyntaxTree.Parse($$"""
            package t

            policy p {
                match: {{match}}
                deny
            }
            """);
        return Compilation.Create([tree], KubernetesDomain.Instance).Emit();
    }
}
