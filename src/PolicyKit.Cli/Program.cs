using PolicyKit.Cli;

using Terminal terminal = Terminal.OfProcess();
using var interruption = new Interruption();
return await CommandTree.RunAsync(args, terminal, interruption.Token);
