using System.Collections.Immutable;
using System.Text.Json;
using PolicyKit.Benchmarks.Rivals;
using PolicyKit.Kubernetes;
using PolicyKit.Syntax;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary><c>pod_security</c> at level restricted, alone and in company, warm.</summary>
internal static class RestrictedWorkload
{
    private const string Level = "pod_security/restricted";
    private const string Root = "pod_security.";

    public static PolicyProgram Compile() => Warm(StandardPack.Compile(Level));

    /// <summary>With so many policies for other kinds.</summary>
    public static PolicyProgram WithOthers(int count)
    {
        IEnumerable<string> others = Enumerable.Range(0, count).Select(i => $$"""
            policy p{{i}} {
                match: ["ConfigMap", "Service"]
                deny at object.metadata.name because $"{object.metadata.name} is number {{i}}" if object.metadata.name == "n{{i}}"
            }

            """);
        SyntaxTree tree = SyntaxTree.Parse("package others\n\n" + string.Concat(others), "others.policy");
        return Warm(StandardPack.Choose(Emit([.. StandardPack.Trees, tree]), Level));
    }

    /// <summary>So many copies of the level, each in a package of its own.</summary>
    public static PolicyProgram Copies(int count)
    {
        SyntaxTree[] level = [.. StandardPack.Trees.Where(tree => tree.Text.ToString().Contains("package " + Root, StringComparison.Ordinal))];
        PolicyProgram program = Emit([.. Enumerable.Range(0, count).SelectMany(i => level.Select(tree => Copy(tree, $"copy{i}.")))]);
        HashSet<string> ids = [.. StandardPack.Compile(Level).Policies.Select(p => p.Id)];
        return Warm(program.Where(p => ids.Contains(p.Id[(p.Id.IndexOf('.', StringComparison.Ordinal) + 1)..])));
    }

    /// <summary>Holds the level and the hand-written checks against each other: verdict and messages, on good and bad Pods.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void AssertSameAnswers(PolicyProgram program)
    {
        foreach ((string name, byte[] json) in SamplePods.All)
        {
            ImmutableArray<string> expected = Messages(program.Evaluate(json));
            using var document = JsonDocument.Parse(json);
            AssertSame(name, "JsonElement", expected, JsonElementCheck.Check(document.RootElement));
            AssertSame(name, "CLR", expected, ClrCheck.Check(V1Pod.Read(json)));
        }
        AssertFindings(program, SamplePods.Stored, 0);
        AssertFindings(program, SamplePods.Sent, 0);
        AssertFindings(program, SamplePods.Denied, 12);
    }

    private static void AssertSame(string pod, string rival, ImmutableArray<string> expected, ImmutableArray<string> got)
    {
        if (!expected.SequenceEqual(got)) throw new InvalidOperationException($"{pod}: the pack says {Joined(expected)}, the check over {rival} {Joined(got)}");
    }

    private static void AssertFindings(PolicyProgram program, byte[] pod, int expected)
    {
        int got = Messages(program.Evaluate(pod)).Length;
        if (got != expected) throw new InvalidOperationException($"a Pod that should have {expected} findings has {got}");
    }

    private static ImmutableArray<string> Messages(Decision decision) =>
        decision.Errors is [{ } error, ..] ? throw new InvalidOperationException($"{error.PolicyId}: {error.Message}") : [.. decision.Findings.Select(f => f.Message)];

    private static SyntaxTree Copy(SyntaxTree tree, string prefix)
    {
        string text = tree.Text.ToString()
            .Replace("package " + Root, "package " + prefix + Root, StringComparison.Ordinal)
            .Replace("import data." + Root, "import data." + prefix + Root, StringComparison.Ordinal);
        return SyntaxTree.Parse(text, prefix + tree.Text.Path);
    }

    private static PolicyProgram Emit(ImmutableArray<SyntaxTree> trees)
    {
        EmitResult result = Compilation.Create(trees, KubernetesDomain.Instance).Emit();
        return result.Success ? result.Program : throw new InvalidOperationException(result.Diagnostics[0].ToString());
    }

    private static PolicyProgram Warm(PolicyProgram program)
    {
        program.Warm();
        return program;
    }

    private static string Joined(ImmutableArray<string> messages) => messages.IsEmpty ? "nothing" : string.Join("; ", messages);
}
