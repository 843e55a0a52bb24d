using System.Globalization;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Conformance.Gatekeeper;

/// <summary>Judges one case and counts the violations.</summary>
internal static class SuiteRunner
{
    public static CaseResult Run(SuiteCase @case)
    {
        if (@case.IsSkipped) return CaseResult.Skipped(@case.Name, "the suite says so");
        LoadedTest test = @case.Test.Loaded;
        if (@case.Test.IsInvalid) return test.Refusal.Length > 0 ? CaseResult.Passed(@case.Name) : CaseResult.Failed(@case.Name, "template and constraint are accepted (expected that they are refused)");
        if (test.Refusal.Length > 0) return CaseResult.Failed(@case.Name, $"refused: {test.Refusal}");
        if (@case.Object.Length == 0) return CaseResult.Passed(@case.Name);
        if (@case.Assertions.IsEmpty) return CaseResult.Failed(@case.Name, "the case asserts nothing");
        Value[] inventory = [.. @case.Inventory.SelectMany(ReadObjects)];
        if (ReadObjects(@case.Object).ToArray() is not [var judged]) return CaseResult.Failed(@case.Name, "the object's file must hold exactly one object");
        Decision decision = test.Over(inventory).Evaluate(ReviewInput.Of(judged, inventory));
        if (decision.Errors is [{ } error, ..]) return CaseResult.Failed(@case.Name, $"error: {error.Message} at {error.Location}");
        if (decision.NotJudged is [{ } unknown, ..]) return CaseResult.Failed(@case.Name, $"not judged: {unknown.Reason}");
        string[] messages = [.. decision.Findings.Select(f => f.Message)];
        string? fault = @case.Assertions.Select(assertion => FindFault(assertion, messages)).FirstOrDefault(f => f is not null);
        return fault is null ? CaseResult.Passed(@case.Name) : CaseResult.Failed(@case.Name, fault);
    }

    /// <summary>Why an assertion does not hold; null when it does. YAML reads <c>yes</c> as true.</summary>
    private static string? FindFault(SuiteAssertion assertion, string[] messages)
    {
        if (assertion.Message is { } pattern && !RegoPattern.IsValid(pattern)) return $"`{pattern}` is no regular expression";
        int found = messages.Count(message => assertion.Message is null || RegoPattern.IsMatch(assertion.Message, message));
        string wanted = assertion.Violations.Kind switch
        {
            ValueKind.Undefined => "yes",
            ValueKind.Boolean => assertion.Violations == Value.True ? "yes" : "no",
            ValueKind.Number => assertion.Violations.ToJson(),
            _ => assertion.Violations.TextOrEmpty(),
        };
        bool? holds = wanted switch
        {
            "yes" => found > 0,
            "no" => found == 0,
            _ => int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? found == count : null,
        };
        if (holds == true) return null;
        if (holds is null) return $"`violations` must be `yes`, `no` or a number, not `{wanted}`";
        return $"{found} violations{(assertion.Message is null ? "" : $" with `{assertion.Message}`")} (expected {wanted}; messages: {(messages.Length == 0 ? "none" : string.Join(" | ", messages))})";
    }

    private static IEnumerable<Value> ReadObjects(string path) =>
        DocumentReader.Read(File.ReadAllText(path), path).Select(reading => reading.Document?.RawRoot ?? throw new FormatException($"{path}: {reading.Error!.Message}"));
}
