using System.Collections.Frozen;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Builtins;

/// <summary>Builtins that speak with the evaluation itself.</summary>
internal static class EvaluationBuiltins
{
    /// <summary>The rows by name.</summary>
    public static FrozenDictionary<string, Builtin> Rows { get; } = new[]
    {
        new Builtin(
            "cluster.complete",
            ["string", "string"],
            "boolean",
            typeof(EvaluationBuiltins).GetMethod(nameof(IsComplete))!,
            "whether every object of a kind (first) in a namespace (second) is known, so that absence means that there is none; when false, a policy that finds nothing was not judged"),
        new Builtin(
            "kubernetes.at_least",
            ["string"],
            "boolean",
            typeof(EvaluationBuiltins).GetMethod(nameof(IsAtLeast))!,
            "whether the version of Kubernetes judged against is this one, such as 1.25, or a later one"),
        new Builtin(
            "print",
            ["any"],
            "boolean",
            typeof(EvaluationBuiltins).GetMethod(nameof(Print))!,
            "gives its operands, with spaces between, to whoever evaluates; undefined ones print as <undefined>, and one with several values prints a line for each"),
    }.ToFrozenDictionary(b => b.Name, StringComparer.Ordinal);

    /// <summary>Whether a builtin is one of these: what it gives, or does, is not its operands' alone.</summary>
    public static bool Has(Builtin builtin) => Rows.TryGetValue(builtin.Name, out Builtin? row) && row == builtin;

    /// <param name="context">Takes the lines.</param>
    /// <param name="location">Where the call stands.</param>
    /// <param name="operands">For each operand the set of its values; the empty set is undefined. There is a line for each combination.</param>
    public static Value Print(BuiltinContext context, Location location, Value operands)
    {
        IEnumerable<string> lines = [""];
        foreach (Value values in operands.Elements())
        {
            string[] texts = values.Count == 0 ? ["<undefined>"] : [.. values.Elements().Select(v => Ops.Text(v, context))];
            lines = lines.SelectMany(line => texts.Select(text => line + " " + text));
        }
        foreach (string line in lines)
        {
            context.Charge(Strings.Cost(line.Length));
            context.Print(line.Length == 0 ? line : line[1..], location);
        }
        return Value.True;
    }

    /// <summary>Judged against no stated version, which stands for the newest, every version is reached.</summary>
    public static Value IsAtLeast(BuiltinContext context, Value version)
    {
        if (!version.TryGetString(out string? text)) return context.Fail("operand 1 must be string");
        if (PolicyInput.ParseKubernetesVersion(text) is not { } least) return context.Fail($"`{text}` is no version of Kubernetes such as `1.25`");
        return Value.FromBoolean(context.KubernetesVersion is not { } judged || judged >= least);
    }

    /// <summary>A version as one number, which compares as it does.</summary>
    public static long NumberOf(Version version) => ((long)version.Major << 32) | (uint)version.Minor;

    public static Value IsComplete(BuiltinContext context, Value kind, Value @namespace)
    {
        if (!kind.TryGetString(out string? kindName)) return context.Fail("operand 1 must be string");
        if (!@namespace.TryGetString(out string? namespaceName)) return context.Fail("operand 2 must be string");
        if (context.IsComplete(kindName, namespaceName)) return Value.True;
        context.Unknown(namespaceName.Length == 0 ? $"not every {kindName} is known" : $"not every {kindName} of namespace `{namespaceName}` is known");
        return Value.False;
    }
}
