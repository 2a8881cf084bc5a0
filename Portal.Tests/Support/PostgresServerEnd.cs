using Portal.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresServerEnd))]

namespace Portal.Tests.Support;

/// <summary>Made by the runner for the whole run, to end the server with it.</summary>
public sealed class PostgresServerEnd : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await PostgresServer.StopAsync();
}
