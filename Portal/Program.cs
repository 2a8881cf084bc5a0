using Portal;
using Portal.CommandLine;

return await PortalCommands.RunAsync(args);
