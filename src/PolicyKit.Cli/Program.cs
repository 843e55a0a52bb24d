using PolicyKit.Cli;

using Terminal terminal = Terminal.OfProcess();
using var interruption = new Interruption();
return CommandTree.Run(args, terminal, interruption.Token);
