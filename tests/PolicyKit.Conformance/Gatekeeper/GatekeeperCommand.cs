using System.CommandLine;

namespace PolicyKit.Conformance.Gatekeeper;

/// <summary><c>gatekeeper DIR</c>: suites of <c>gator verify</c>.</summary>
internal static class GatekeeperCommand
{
    public static Command Create()
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "Folder with suites (kind: Suite) in YAML files, at any depth." }.AcceptExistingOnly();
        var filter = new Option<string?>("--filter") { Description = "Only the cases whose file, test or name contains this text." };
        var command = new Command("gatekeeper", "Run the suites of Gatekeeper policies as `gator verify` does.") { directory, filter };
        command.SetAction(parsed =>
        {
            SuiteCase[] cases = [.. SuiteReader.Read(parsed.GetRequiredValue(directory)).Where(c => parsed.GetValue(filter) is not { } text || c.Name.Contains(text, StringComparison.Ordinal))];
            return CaseRun.Run(cases, c => c.Name, SuiteRunner.Run, Console.Out);
        });
        return command;
    }
}
