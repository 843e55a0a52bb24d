using System.Globalization;
using System.Text;
using PolicyKit.Binding;
using PolicyKit.Symbols;

namespace PolicyKit.Tests.Packs;

/// <summary>Prints all that a session holds but the clauses of its rules, which plans show.</summary>
internal static class SessionText
{
    public static string Of(BindingSession session)
    {
        var text = new StringBuilder();
        foreach (PolicySymbol policy in session.Policies) Append(text, policy);
        foreach (ParamSymbol param in session.Params) Append(text, $"param {param.Slot} {param.Name}: {param.Type} = {param.Default} at {param.Location} {param.Location.Span}");
        foreach (RuleSymbol rule in session.Rules) Append(text, rule);
        Append(text, $"mocked {Join(session.MockedBuiltins.Select(b => b.Name).Order(StringComparer.Ordinal))}");
        foreach (BoundPolicyTest test in session.Tests.All) Append(text, test);
        foreach (PackageSymbol package in session.Rules.Select(r => r.Package.Root).Distinct()) Append(text, package);
        return text.ToString();
    }

    private static void Append(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Append(StringBuilder text, PolicySymbol policy)
    {
        Append(text, $"policy {policy.Id} {policy.Name} at {policy.Location} {policy.Location.Span}");
        Append(text, $"  {policy.Title} | {policy.Description} | {policy.Severity} | {Join(policy.References)}");
        Append(text, $"  {policy.Dispatch.All} {Join(policy.Dispatch.Kinds)} | {policy.Shape}");
        Append(text, $"  {Join(policy.Match.Operations)} {Join(policy.Match.Resources)} {Join(policy.Match.Namespaces)} {Join(policy.Match.ExcludedNamespaces)} {policy.Match.NamespaceSelector} {policy.Match.ObjectSelector}");
        Append(text, $"  reads {Join(policy.Reads.SelectMany(r => r.Value.Paths(r.Key)))}");
        Append(text, $"  params {Join(policy.Params.Values.Select(p => p.Slot))} findings {Join(policy.Findings.Select(f => f.Slot))} sets {Join(policy.Sets.Select(s => $"{s.Rule.Slot} {s.Level}"))}");
    }

    private static void Append(StringBuilder text, RuleSymbol rule) => Append(
        text,
        $"rule {rule.Slot} {rule} {rule.Kind} {rule.Arity} {rule.KeyCount} {rule.IsMocked} {rule.IsStrict} {rule.IsHidden} {rule.FindingsOf} of root `{rule.Package.Root.Name}` at {rule.Location} {rule.Location.Span}");

    private static void Append(StringBuilder text, BoundPolicyTest test)
    {
        Append(text, $"test {test.Name} of {Join(test.Policies)} {test.Rule?.Slot} at {test.Location} {test.Location.Span}");
        foreach (BoundGiven given in test.Given) Append(text, $"  given {given.IsFile} {given.Text} at {given.Location}");
        foreach (BoundReplacement r in test.Replacements) Append(text, $"  with {r.Document} {Join(r.Path)} {r.Param?.Slot} {r.Value.Slot}");
        foreach (BoundExpectation e in test.Expectations) Append(text, $"  expect {e.Outcome} {e.Policy} {e.Path} {e.Pattern} at {e.Location}");
    }

    private static void Append(StringBuilder text, PackageSymbol package)
    {
        Append(text, $"package {package} {package.Height} rules {Join(package.Rules.Values.Select(r => r.Slot))} heads {Join(package.HeadNames.Order(StringComparer.Ordinal))}");
        foreach (PackageSymbol child in package.Children.Values) Append(text, child);
    }

    private static string Join<T>(IEnumerable<T> items) => string.Join(", ", items);
}
