using Portal.Domain.Data;
using Portal.Jobs;
using Portal.Jobs.Hosting;

var builder = Host.CreateApplicationBuilder(
    new HostApplicationBuilderSettings { Args = PortalHost.Arguments(args), ContentRootPath = AppContext.BaseDirectory }
);
try
{
    builder.AddPortalHost(logToStandardError: false);
}
catch (SettingsException wrong)
{
    return PortalHost.Explain(wrong);
}
builder.Services.AddPortalJobs();
using var host = builder.Build();
await host.Services.GetRequiredService<DatabasePreparation>().RunAsync();
await host.RunAsync();
return 0;
