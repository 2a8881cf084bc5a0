using System.CommandLine;
using Portal.Domain.Access;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.CommandLine;

/// <summary><c>import cases|appeals|units|items|calendar FILE</c>.</summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> s_file = new Argument<FileInfo>("file")
    {
        Description = "CSV, JSON, NDJSON or XLSX.",
    }.AcceptExistingOnly();
    private static readonly Option<string?> s_profile = new("--profile")
    {
        Description = "The import profile that maps another system's columns.",
    };
    private static readonly Option<bool> s_guess = new("--guess")
    {
        Description = "Map another system's columns by their names and values; the mapping is told on standard error.",
    };
    private static readonly Option<string?> s_source = new("--source") { Description = "The source of rows that name none." };
    private static readonly Option<string?> s_encoding = new("--encoding")
    {
        Description = "The encoding of a text file, such as gb18030; found when not given.",
    };
    private static readonly Option<string?> s_sheet = new("--sheet")
    {
        Description = "The sheet of a workbook; found when only one has the columns.",
    };
    private static readonly Option<int?> s_headingRow = new("--heading-row")
    {
        Description = "The row of the heading, from 1; 0 when there is none. Found when not given.",
    };
    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "Check everything, store nothing." };

    public static Command Create(string[] settings) =>
        new("import", "Import a file.")
        {
            Records(settings, "cases", RecordStream.Cases),
            Records(settings, "appeals", RecordStream.Appeals),
            Reference(settings, "units", ReferenceKind.Units),
            Reference(settings, "items", ReferenceKind.Items),
            Reference(settings, "calendar", ReferenceKind.Calendar),
        };

    private static Command Records(string[] settings, string name, RecordStream stream)
    {
        var command = new Command(name, $"Import {name}; rejected rows are listed on standard error.")
        {
            s_file,
            s_profile,
            s_source,
            s_encoding,
            s_sheet,
            s_headingRow,
            s_dryRun,
        };
        command.SetAction(
            async (parsed, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var file = parsed.GetRequiredValue(s_file);
                return await ImportAsync(
                    host,
                    file,
                    new FileIntakeRequest(stream, file.Name, UnitScope.Everything)
                    {
                        Mapping = await MappingAsync(host, parsed.GetValue(s_profile), stop),
                        DefaultSource = parsed.GetValue(s_source),
                        DryRun = parsed.GetValue(s_dryRun),
                        Reading = ReadingOf(parsed),
                        FileTime = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero),
                    },
                    stop
                );
            }
        );
        return command;
    }

    private static FileReading ReadingOf(ParseResult parsed) =>
        new()
        {
            Encoding = parsed.GetValue(s_encoding),
            Sheet = parsed.GetValue(s_sheet),
            HeadingRow = parsed.GetValue(s_headingRow),
        };

    private static async Task<int> ImportAsync(CommandHost host, FileInfo file, FileIntakeRequest request, CancellationToken stop)
    {
        await using var content = CommandFiles.OpenRead(file);
        using var progress = new ProgressLine<IntakeResult>(r =>
            $"{r.Received:N0} rows, {100.0 * content.Position / Math.Max(1, content.Length):F0} %"
        );
        var outcome = await host.Get<FileIntake>()
            .RunAsync(content, request, rejected: WriteErrorsAsync, progress: progress, cancellation: stop);
        progress.Dispose();
        if (!request.DryRun)
            await host.Get<MetricsFolder>().FoldAllAsync(stop);
        var result = outcome.Result;
        Console.WriteLine(
            $"received {result.Received}, created {result.Created}, updated {result.Updated}, "
                + $"unchanged {result.Unchanged}, rejected {result.Rejected}, stale {result.Stale}, doubtful {result.Doubtful}, "
                + $"values cleared {result.Cleared}"
        );
        foreach (var notice in outcome.Notices)
            await Console.Error.WriteLineAsync(notice);
        foreach (var notice in result.Notices)
            WriteError(notice);
        if (outcome.Break is { } broken)
            throw new CommandFailure($"Reading stopped at line {broken.Line}: {broken.Message}");
        return result.Rejected > 0 ? CommandFailure.ExitCode : 0;
    }

    private static ValueTask WriteErrorsAsync(ParsedRow row, CancellationToken stop)
    {
        foreach (var error in row.Errors)
            WriteError(error);
        return ValueTask.CompletedTask;
    }

    private static async Task<ProfileMapping?> MappingAsync(CommandHost host, string? profile, CancellationToken stop) =>
        profile is null
            ? null
            : (
                await host.Get<ImportProfiles>().FindAsync(Actor.System, profile, stop)
                ?? throw new CommandFailure($"There is no import profile {profile}.")
            ).Mapping;

    private static Command Reference(string[] settings, string name, ReferenceKind kind)
    {
        var command = new Command(name, $"Import {name}, all or nothing; with --dry-run, tells what would become of each row.")
        {
            s_file,
            s_profile,
            s_guess,
            s_encoding,
            s_sheet,
            s_headingRow,
            s_dryRun,
        };
        command.SetAction(
            async (parsed, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var file = parsed.GetRequiredValue(s_file);
                await using var content = CommandFiles.OpenRead(file);
                var request = new ReferenceRequest(file.Name) { DryRun = parsed.GetValue(s_dryRun), Reading = ReadingOf(parsed) };
                request = request with
                {
                    Mapping =
                        parsed.GetValue(s_profile) is { } profile ? await MappingAsync(host, profile, kind, stop)
                        : parsed.GetValue(s_guess) ? await GuessAsync(kind, content, request, stop)
                        : null,
                };
                var result = await host.Get<ReferenceImport>().RunAsync(Actor.System, kind, content, request, stop);
                return ReferenceReport.Write(result, request.DryRun);
            }
        );
        return command;
    }

    private static async Task<ReferenceMapping> MappingAsync(
        CommandHost host,
        string profile,
        ReferenceKind kind,
        CancellationToken stop
    ) =>
        (
            await host.Get<ImportProfiles>().FindAsync(Actor.System, profile, kind, stop)
            ?? throw new CommandFailure($"There is no import profile {profile} for {ReferenceReport.NameOf(kind)}.")
        ).Mapping;

    private static async Task<ReferenceMapping> GuessAsync(
        ReferenceKind kind,
        Stream content,
        ReferenceRequest request,
        CancellationToken stop
    )
    {
        var mapping = await ReferencePreview.GuessAsync(kind, content, request, stop);
        // What was guessed is told, and can be kept as a profile.
        await Console.Error.WriteLineAsync(ProfileJson.Write(mapping));
        ReferenceProfileCheck.ThrowIfInvalid(mapping, kind);
        return mapping;
    }

    private static void WriteError(RowError error) =>
        Console.Error.WriteLine($"line {error.Line}: {(error.Field.Length > 0 ? error.Field + ": " : "")}{error.Message} ({error.Code})");
}
