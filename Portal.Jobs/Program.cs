using Portal.Jobs;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPortalJobs();
await builder.Build().RunAsync();
