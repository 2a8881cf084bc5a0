using System.Diagnostics;
using System.Globalization;
using Portal.Tests.Support;

namespace Portal.Tests.CommandLine;

/// <summary>A command that is told to stop says so and fails, as with any other reason.</summary>
[Needs(Resource.Process)]
public sealed class StoppedCommandTests : IDisposable
{
    private const int Rows = 300_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-stop-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task Import_Stopped_Is1WithOneSentence(string signal)
    {
        var (database, file) = (Path.Combine(_folder, "portal.db"), Path.Combine(_folder, "cases.csv"));
        File.Copy(await DatabaseTemplates.SqliteAsync(), database);
        await File.WriteAllLinesAsync(
            file,
            Enumerable.Range(0, Rows).Select(i => $"s,{i},nowhere,T5,2014-10-08").Prepend("source,caseNo,unitCode,itemCode,acceptedAt"),
            Token
        );
        // A shell without a terminal has its processes ignore SIGINT, and they hand that on.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", PortalProcess.Binary, "import", "cases", file])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__Portal"] = $"Data Source={database}";
        start.Environment["Portal__KeyFile"] = Path.Combine(_folder, "portal.key");
        using var process = Process.Start(start)!;
        // The first rejected row says that the import runs.
        while (await process.StandardError.ReadLineAsync(Token) is { } line && !line.Contains("unit.unknown", StringComparison.Ordinal)) { }

        using (var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(Token);
        var rest = (await process.StandardError.ReadToEndAsync(Token)).TrimEnd().Split('\n');
        await process.WaitForExitAsync(Token);

        Assert.Equal(1, process.ExitCode);
        Assert.Equal("The command was stopped before it ended.", rest[^1]);
        Assert.DoesNotContain(rest, line => line.Contains("Exception", StringComparison.Ordinal));
    }
}
