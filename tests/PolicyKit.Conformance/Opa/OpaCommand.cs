using System.CommandLine;
using PolicyKit.Syntax;

namespace PolicyKit.Conformance.Opa;

/// <summary><c>opa DIR</c>: OPA's compliance suite.</summary>
internal static class OpaCommand
{
    public static Command Create()
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "Folder of cases: <topic>/<file>.json." }.AcceptExistingOnly();
        var v0 = new Option<bool>("--v0") { Description = "Read the modules as Rego v0." };
        var category = new Option<string?>("--category") { Description = "Only the cases of this category." }.AcceptOnlyFromAmong("core", "pure_builtin");
        var filter = new Option<string?>("--filter") { Description = "Only the cases whose file, index or note contains this text." };
        var list = new Option<bool>("--list") { Description = "Print the names of the cases and run none." };
        var command = new Command("opa", "Run OPA's compliance suite.") { directory, v0, category, filter, list };
        command.SetAction(parsed =>
        {
            OpaCase[] cases = [.. OpaCorpus.Read(parsed.GetRequiredValue(directory))
                .Where(c => parsed.GetValue(category) is not { } wanted || c.Category == wanted)
                .Where(c => parsed.GetValue(filter) is not { } text || c.Name.Contains(text, StringComparison.Ordinal))];
            if (parsed.GetValue(list)) return List(cases);
            var runner = new OpaRunner(parsed.GetValue(v0) ? ParseOptions.RegoV0 : ParseOptions.Rego);
            return CaseRun.Run(cases, c => c.Name, runner.Run, Console.Out);
        });
        return command;
    }

    private static int List(OpaCase[] cases)
    {
        foreach (OpaCase @case in cases) Console.WriteLine(@case.Name);
        return ExitCodes.AllPassed;
    }
}
