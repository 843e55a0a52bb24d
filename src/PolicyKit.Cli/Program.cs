using PolicyKit.Cli;

using Terminal terminal = Terminal.OfProcess();
return await CommandTree.RunAsync(args, terminal);
