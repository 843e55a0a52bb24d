using System.Text;
using PolicyKit.Kubernetes.Rbac;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Rbac;

public sealed class RbacTests
{
    public static TheoryData<string, string> Covers => CaseFile.Lines("rbac/covers.cases");

    public static TheoryData<string, string> Granted => CaseFile.Lines("rbac/granted.cases");

    public static TheoryData<string, string> BootstrapRoles => CaseFile.Lines("rbac/bootstrap.cases");

    public static TheoryData<string, string> BootstrapSubjects => CaseFile.Lines("rbac/subjects.cases");

    [Theory]
    [MemberData(nameof(Covers))]
    public void A_rule_covers_requests(string source, string expected) => Assert.Equal(expected, Ask(PolicyRules.Covers, source));

    [Theory]
    [MemberData(nameof(Granted))]
    public void A_rule_has_of_rights_what_it_covers(string source, string expected)
    {
        string[] operands = source.Split(" | ");
        Value[] requests = [.. PolicyRules.Granted(Parse(operands[0]), Parse(operands[1])).Elements()];
        string Text(Value request, string member) => request.Member(member).TextOrEmpty();
        Assert.Equal(expected, requests is [] ? "nothing" : string.Join(", ", requests.Select(r => $"{Text(r, "verb")} {Text(r, "apiGroup")}/{Text(r, "resource")} {Text(r, "name")}".TrimEnd())));
    }

    [Theory]
    [MemberData(nameof(BootstrapRoles))]
    public void A_role_of_Kubernetes_own_allows_requests(string source, string expected) => Assert.Equal(expected, Ask(Bootstrap.Allows, source));

    [Theory]
    [MemberData(nameof(BootstrapSubjects))]
    public void A_binding_of_Kubernetes_own_has_subjects(string source, string expected)
    {
        string[] operands = source.Split(" | ");
        Value stated = Parse(operands[0]);
        string[] role = stated.Member("role").TextOrEmpty().Split('/');
        Value binding = Value.FromMembers(
            ("kind", stated.Member("kind")),
            ("metadata", stated),
            ("roleRef", Value.FromMembers(("apiGroup", Value.FromString("rbac.authorization.k8s.io")), ("kind", Value.FromString(role[0])), ("name", Value.FromString(role[1])))));
        Assert.Equal(expected, Bootstrap.Binds(binding, Parse(operands[1])).ToString());
    }

    [Theory]
    [InlineData("ClusterRole", "", "view", true)]
    [InlineData("Role", "", "view", false)]
    [InlineData("ClusterRole", "shop", "view", false)]
    [InlineData("Role", "kube-system", "extension-apiserver-authentication-reader", true)]
    [InlineData("Role", "kube-public", "extension-apiserver-authentication-reader", false)]
    [InlineData("ClusterRole", "", "system:foo", false)]
    public void Kubernetes_own_roles_are_known_by_kind_namespace_and_name(string kind, string home, string name, bool expected) =>
        Assert.Equal(Value.FromBoolean(expected), Bootstrap.IsRole(Value.FromString(kind), Value.FromString(home), Value.FromString(name)));

    [Theory]
    [InlineData("  1.5 get core pods\n", "  1.5 get core pods")]
    [InlineData("ClusterRole view\n  1.5 get\n", "1.5 get")]
    [InlineData("ClusterRole\n", "ClusterRole")]
    [InlineData("ClusterRoleBinding b ClusterRole view\n  1.5 Group\n", "1.5 Group")]
    public void A_line_that_is_none_of_the_table_fails_its_reading(string text, string line) =>
        Assert.Equal($"bootstrap.table: `{line}` is no line of it", Assert.Throws<FormatException>(() => BootstrapTable.Parse(text)).Message);

    [Fact]
    public void What_Kubernetes_binds_exists()
    {
        BootstrapTable table = BootstrapTable.Load();
        Assert.All(table.Bindings, binding => Assert.Contains(new BootstrapName(binding.Value.RoleKind, binding.Value.RoleKind == "Role" ? binding.Key.Namespace : "", binding.Value.Role), table.Roles.Keys));
    }

    [CorporaFact]
    public void Roles_that_a_cluster_has_of_Kubernetes_have_no_findings()
    {
        Value roles = Value.ParseJson(File.ReadAllBytes(Path.Combine(Corpora.Root!, "k8s-default-roles", "clusterroles.json")));
        PolicyProgram program = StandardPack.Compile("rbac");
        string[] found = [.. roles.Member("items").Elements().Where(role => Judge(program, role).Findings.Length > 0).Select(role => role.Member("metadata", "name").TextOrEmpty())];
        Assert.Contains("vpnkit-controller", found);
        Assert.All(found, name => Assert.DoesNotContain("system:", name, StringComparison.Ordinal));
        Assert.Empty(found.Intersect(["admin", "cluster-admin", "edit", "view"]));
    }

    private static Decision Judge(PolicyProgram program, Value role)
    {
        (string, Value)[] type = [("apiVersion", Value.FromString("rbac.authorization.k8s.io/v1")), ("kind", Value.FromString("ClusterRole"))];
        Value stated = Value.FromMembers([.. type, .. role.Members().Select(member => (member.Key.TextOrEmpty(), member.Value)).Where(member => member.Item1 is not ("apiVersion" or "kind"))]);
        return program.Evaluate(Encoding.UTF8.GetBytes(stated.ToJson()));
    }

    private static string? Ask(Func<BuiltinContext, Value, Value, Value> builtin, string source)
    {
        string[] operands = source.Split(" | ");
        var context = new RecordingContext();
        Value answer = builtin(context, Parse(operands[0]), Parse(operands[1]));
        Assert.Equal(context.Failure is not null, answer.IsUndefined);
        return context.Failure ?? answer.ToString();
    }

    private static Value Parse(string yaml) => Assert.Single(DocumentReader.Read($"value: {yaml}\n")).Document!.RawRoot.Member("value");
}
