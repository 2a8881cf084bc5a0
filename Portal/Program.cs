using Portal;
using Portal.Domain.Access;
using Portal.Domain.Data;

var builder = WebApplication.CreateBuilder(args);
builder.AddPortal();
var app = builder.Build();
await app.Services.GetRequiredService<DatabasePreparation>().RunAsync();
if (app.Environment.IsDevelopment()) await app.Services.GetRequiredService<DemonstrationAccounts>().EnsureAsync();
app.UsePortal();
await app.RunAsync();
