using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Builtins.Re2;
using PolicyKit.Symbols;

namespace PolicyKit.Packs;

/// <summary>Reads tests.</summary>
internal sealed class TestReader(PackLoader pack, PackInput input)
{
    /// <exception cref="CompiledPackException">The bytes are no tests.</exception>
    public ImmutableArray<BoundPolicyTest> Read() => input.All(Test);

    private BoundPolicyTest Test()
    {
        if (input.Number() is var rule and > 0) return BoundPolicyTest.Of(pack.Rule(rule - 1));
        string name = input.String();
        Text.Location location = input.Location();
        return new BoundPolicyTest(name, input.All(() => pack.Policy(input.Number())), input.All(Given), input.All(Replacement), input.All(Expectation), location);
    }

    private BoundGiven Given() => new(input.Flag(), input.String(), input.Location());

    private BoundReplacement Replacement()
    {
        DocumentSymbol? document = input.Number() is var number and > 0 ? pack.Document(number - 1) : null;
        ImmutableArray<string> path = input.Strings();
        ParamSymbol? param = input.Number() is var slot and > 0 ? pack.Param(slot - 1) : null;
        return new BoundReplacement(document, path, param, pack.Rule(input.Number()));
    }

    private BoundExpectation Expectation()
    {
        ExpectedOutcome outcome = input.Tag(ExpectedOutcome.Fixed);
        PolicySymbol? policy = input.Number() is var number and > 0 ? pack.Policy(number - 1) : null;
        string? path = Optional();
        return new BoundExpectation(outcome, policy, path, Optional() is { } pattern ? Pattern(pattern) : null, input.Location());
    }

    private string? Optional() => input.Flag() ? input.String() : null;

    private static Re2Regex Pattern(string pattern)
    {
        try
        {
            return Re2Regex.Parse(pattern);
        }
        catch (Re2SyntaxException exception)
        {
            throw new CompiledPackException("the compiled pack is damaged: a pattern is none", exception);
        }
    }
}
