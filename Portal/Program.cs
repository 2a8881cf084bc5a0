using Portal;

return await PortalCommands.RunAsync(args);
