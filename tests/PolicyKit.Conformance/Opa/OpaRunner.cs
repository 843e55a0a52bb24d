using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Conformance.Opa;

/// <summary>Compiles and evaluates one case and compares the answer with the wanted one.</summary>
internal sealed class OpaRunner(ParseOptions options)
{
    // Far more than any case needs, and far less than a minute: a case that never ends is a failed case.
    private const long MaxSteps = 2_000_000;

    public CaseResult Run(OpaCase @case)
    {
        try
        {
            SyntaxTree[] trees = [.. @case.Modules.Select((text, index) => SyntaxTree.Parse(text, ModuleName(index), options))];
            PolicyQuery? query = PolicyQuery.Compile(trees, @case.Query, out ImmutableArray<Diagnostic> diagnostics, options: new QueryOptions { StrictBuiltinErrors = @case.StrictError });
            if (query is null) return Compare(@case, OpaError.From(diagnostics));
            PolicyInput input = new() { Input = ReadInput(@case), Limits = new EvaluationLimits { MaxSteps = MaxSteps } };
            Value bindings = query.Evaluate(input, @case.Data is { } data ? Parse(data) : Value.FromObject([]));
            return Compare(@case, OpaBindings.From(bindings, @case));
        }
        catch (EvaluationException exception)
        {
            return Compare(@case, OpaError.From(exception));
        }
    }

    private static CaseResult Compare(OpaCase @case, OpaError error)
    {
        if (!@case.WantsError) return CaseResult.Failed(@case.Name, $"error (expected {WantedResult(@case)} got {error})");
        bool isSame = (@case.WantErrorCode is null || @case.WantErrorCode == error.Code)
            && (@case.WantError is null || error.ToString().Contains(@case.WantError, StringComparison.Ordinal));
        return isSame ? CaseResult.Passed(@case.Name) : CaseResult.Failed(@case.Name, $"other error (expected {Wanted(@case)} got {error})");
    }

    private static CaseResult Compare(OpaCase @case, OpaBindings got)
    {
        if (@case.WantsError) return CaseResult.Failed(@case.Name, $"no error (expected {Wanted(@case)} got {got})");
        OpaBindings wanted = WantedResult(@case);
        return wanted.IsSameAs(got) ? CaseResult.Passed(@case.Name) : CaseResult.Failed(@case.Name, $"other result (expected {wanted} got {got})");
    }

    private static OpaBindings WantedResult(OpaCase @case) =>
        @case.WantResult is { } result ? OpaBindings.From(result, @case) : throw new FormatException("the case wants neither a result nor an error");

    private static string Wanted(OpaCase @case) => $"{@case.WantErrorCode}: {@case.WantError}";

    private static Value ReadInput(OpaCase @case)
    {
        if (@case.InputTerm is not { } term) return @case.Input is { } input ? Parse(input) : Value.Undefined;
        PolicyQuery query = PolicyQuery.Compile([], $"x = {term}", out ImmutableArray<Diagnostic> diagnostics)
            ?? throw new FormatException($"input_term: {OpaError.From(diagnostics)}");
        return query.Evaluate(PolicyInput.Empty, Value.FromObject([]))[0].Member("x");
    }

    private static string ModuleName(int index) => string.Create(CultureInfo.InvariantCulture, $"test-{index}.rego");

    private static Value Parse(JsonElement json) => Value.ParseJson(json.GetRawText());
}
