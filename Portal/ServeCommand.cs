namespace Portal;

/// <summary><c>serve</c>: runs the portal in one process until it is stopped.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = await PortalApp.CreateAsync(args);
        await app.RunAsync();
        return 0;
    }
}
