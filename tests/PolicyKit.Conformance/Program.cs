using System.CommandLine;
using PolicyKit.Conformance;
using PolicyKit.Conformance.Gatekeeper;
using PolicyKit.Conformance.Opa;
using PolicyKit.Conformance.Pss;

RootCommand root = new("Runs corpora that nobody on this project wrote, and says which cases pass.") { OpaCommand.Create(), GatekeeperCommand.Create(), PssCommand.Create() };
ParseResult result = root.Parse(args);
if (result.Errors.Count == 0) return result.Invoke();
foreach (var error in result.Errors) Console.Error.WriteLine(error.Message);
return ExitCodes.BadUsage;

