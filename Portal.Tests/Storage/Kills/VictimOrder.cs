using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>What the process that is killed does, and where; handed over by its environment.</summary>
/// <param name="Work">The name of a <see cref="KilledWork"/>.</param>
/// <param name="Database">A database that stays after the kill.</param>
/// <param name="Folder">A folder that stays: for imported files, and for the ledger of acknowledged steps.</param>
internal sealed record VictimOrder(string Work, DatabaseOptions Database, string Folder)
{
    private const string WorkVariable = "PORTAL_VICTIM_WORK";
    private const string KindVariable = "PORTAL_VICTIM_DATABASE";
    private const string ConnectionVariable = "PORTAL_VICTIM_CONNECTION";
    private const string FolderVariable = "PORTAL_VICTIM_FOLDER";

    private string Imports => Path.Combine(Folder, "imports");

    public string Ledger => Path.Combine(Folder, "ledger");

    /// <returns>Null in a process that was given no order.</returns>
    public static VictimOrder? Read() =>
        Environment.GetEnvironmentVariable(WorkVariable) is { } work
            ? new(
                work,
                new(
                    Enum.Parse<DatabaseKind>(Environment.GetEnvironmentVariable(KindVariable)!),
                    Environment.GetEnvironmentVariable(ConnectionVariable)!
                ),
                Environment.GetEnvironmentVariable(FolderVariable)!
            )
            : null;

    public void Write(IDictionary<string, string?> environment)
    {
        environment[WorkVariable] = Work;
        environment[KindVariable] = Database.Kind.ToString();
        environment[ConnectionVariable] = Database.ConnectionString;
        environment[FolderVariable] = Folder;
    }

    /// <summary>Makes the folder, with the files to be imported that lie in another order's.</summary>
    public void CopyFilesFrom(string folder)
    {
        Directory.CreateDirectory(Imports);
        var from = Path.Combine(folder, Path.GetFileName(Imports));
        foreach (var file in Directory.Exists(from) ? Directory.EnumerateFiles(from) : [])
            File.Copy(file, Path.Combine(Imports, Path.GetFileName(file)));
    }

    /// <summary>The services of one process over the database.</summary>
    public TestDatabase Open() =>
        TestDatabase.Over(
            Database,
            services => services.AddSingleton(new ImportStoreOptions(Imports, ImportStoreOptions.DefaultMostBytes))
        );
}
