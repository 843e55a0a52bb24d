using PolicyKit.Binding;
using PolicyKit.Symbols;

namespace PolicyKit.Packs;

/// <summary>Writes what is read of a pack when it is loaded: policies, params and rules without their bodies.</summary>
internal sealed class SymbolWriter(BindingSession session, PackTables tables, PackOutput output)
{
    /// <param name="bodies">Where the body of each rule starts.</param>
    /// <param name="reads">Where what each policy reads starts.</param>
    public void Write(int[] bodies, int[] reads)
    {
        output.Begin();
        output.All(tables.Documents.Items, document => output.String(document.Name));
        output.All(tables.Builtins.Items, builtin => output.String(builtin.Name));
        output.All([.. session.MockedBuiltins.Select(b => b.Name).Order(StringComparer.Ordinal)], output.String);
        int policyNumber = 0;
        output.All(tables.Policies.Items, policy => Policy(policy, reads[policyNumber++]));
        output.All(tables.Params.Items, Param);
        output.Number(tables.OwnRules);
        for (int i = 0; i < bodies.Length; i++) Rule(session.OwnRules[i], bodies[i]);
        output.All([.. tables.OtherRules], OtherRule);
        foreach (PolicySymbol policy in tables.Policies.Items) Uses(policy);
    }

    private void Policy(PolicySymbol policy, int reads)
    {
        output.Number(tables.Number(policy.Package));
        output.String(policy.Name);
        output.Location(policy.Location);
        output.String(policy.Title);
        output.String(policy.Description);
        output.Tag(policy.Severity);
        output.All(policy.References, output.String);
        output.Flag(policy.Dispatch.All);
        output.All(policy.Dispatch.Kinds, kind =>
        {
            output.String(kind.Group);
            output.String(kind.Kind);
        });
        Match(policy.Match);
        output.Number(policy.Shape is { } shape ? (int)shape + 1 : 0);
        output.Number(reads);
    }

    private void Match(PolicyMatch match)
    {
        output.All(match.Operations, output.String);
        output.All(match.Resources, output.String);
        output.All(match.Namespaces, output.String);
        output.All(match.ExcludedNamespaces, output.String);
        output.Value(match.NamespaceSelector);
        output.Value(match.ObjectSelector);
    }

    private void Param(ParamSymbol param)
    {
        output.String(param.Name);
        Type(param.Type);
        output.Value(param.Default);
        output.Location(param.Location);
    }

    private void Type(ParamType type)
    {
        output.Tag(type.Kind);
        if (type.Element is { } element) Type(element);
    }

    private void Rule(RuleSymbol rule, int body)
    {
        Name(rule);
        output.Number(rule.KeyCount);
        output.Location(rule.Location);
        output.Tag((rule.IsMocked ? RuleFlags.Mocked : 0) | (rule.IsStrict ? RuleFlags.Strict : 0) | (rule.IsHidden ? RuleFlags.Hidden : 0));
        output.Number(rule.FindingsOf is { } policy ? tables.Policies.Of(policy) + 1 : 0);
        output.Number(body);
    }

    private void OtherRule(RuleSymbol rule)
    {
        Name(rule);
        output.Flag(rule.IsMocked);
    }

    private void Name(RuleSymbol rule)
    {
        output.Number(tables.Number(rule.Package));
        output.String(rule.Name);
        output.Tag(rule.Kind);
        output.Number(rule.Arity);
    }

    /// <summary>The params and rules of a policy.</summary>
    private void Uses(PolicySymbol policy)
    {
        output.All([.. policy.Params.Values.Select(tables.Params.Of)], output.Number);
        output.All([.. policy.Findings.Select(tables.Number)], output.Number);
        output.All(policy.Sets, set =>
        {
            output.Number(tables.Number(set.Rule));
            output.Tag(set.Level);
        });
    }
}
