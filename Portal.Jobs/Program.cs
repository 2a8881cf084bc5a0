using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Jobs;
using Portal.Jobs.Hosting;

if (ProgramHelp.IsAsked(args))
{
    Console.WriteLine(ProgramHelp.Text);
    return 0;
}
var builder = Host.CreateApplicationBuilder(
    new HostApplicationBuilderSettings { Args = PortalHost.Arguments(args), ContentRootPath = AppContext.BaseDirectory }
);
try
{
    builder.AddPortalHost(logToStandardError: false, WatchedSettings.CheckFolders);
}
catch (SettingsException wrong)
{
    return PortalHost.Explain(wrong);
}
builder.Services.AddPortalJobs();
using var host = builder.Build();
try
{
    await host.Services.GetRequiredService<DatabasePreparation>().RunAsync();
}
catch (Exception unusable) when (unusable is UnusableDatabaseException or BackupException)
{
    await Console.Error.WriteLineAsync(unusable.Message);
    return 1;
}
await host.RunAsync();
return 0;
