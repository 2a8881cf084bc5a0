using System.CommandLine;
using Portal.Domain.Access;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;

namespace Portal.CommandLine;

/// <summary><c>report monthly</c>: writes the same file, byte for byte, as the page and the API.</summary>
internal static class ReportCommand
{
    private static readonly Option<string> s_unit = new("--unit") { Description = "The unit's code.", Required = true };
    private static readonly Option<string> s_month = new("--month") { Description = "The last month, as 2014-10.", Required = true };
    private static readonly Option<string?> s_from = new("--from") { Description = "The first month; without it the last one alone." };
    private static readonly Option<string> s_format = new Option<string>("--format")
    {
        Description = "docx or xlsx.",
        Required = true,
    }.AcceptOnlyFromAmong("docx", "xlsx");
    private static readonly Option<FileInfo> s_out = new("--out") { Description = "The file to write.", Required = true };
    private static readonly Option<string> s_language = new Option<string>("--language")
    {
        Description = "zh-CN (default) or en.",
        DefaultValueFactory = _ => "zh-CN",
    }.AcceptOnlyFromAmong("zh-CN", "en");

    private static readonly Option<int?> s_number = new("--number")
    {
        Description = "Which of the signed ones; without it the latest, or the draft of now.",
    };

    public static Command Create(string[] settings) => new("report", "Write reports.") { Monthly(settings) };

    private static Command Monthly(string[] settings)
    {
        var command = new Command("monthly", "Write a unit's report of one month or several: as it was signed, else the draft of now.")
        {
            s_unit,
            s_month,
            s_from,
            s_format,
            s_out,
            s_language,
            s_number,
        };
        command.Validators.Add(result =>
        {
            if (ReportKey.TryCreate("", result.GetValue(s_month), result.GetValue(s_from)) is null)
            {
                result.AddError(
                    "--month and --from must be months such as 2014-10, the first not after the last, and no more than 12 of them."
                );
            }
        });
        command.SetAction(
            async (parsed, stop) =>
            {
                var key = ReportKey.TryCreate(parsed.GetRequiredValue(s_unit), parsed.GetValue(s_month), parsed.GetValue(s_from))!;
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var file = await ReadAsync(host.Get<IReportReader>(), key, parsed, stop);
                await WriteAsync(file.Content, parsed.GetRequiredValue(s_out).FullName, stop);
                Console.WriteLine($"bytes {file.Content.Length}, sha256 {ReportFiles.Hash(file.Content)}");
                return 0;
            }
        );
        return command;
    }

    private static async Task<ReportFile> ReadAsync(IReportReader reports, ReportKey key, ParseResult parsed, CancellationToken stop)
    {
        try
        {
            var format = ReportFiles.Find(parsed.GetRequiredValue(s_format))!.Value;
            var language = ReportLanguages.Find(parsed.GetRequiredValue(s_language))!;
            return await reports.FileAsync(Actor.System, key, format, language, parsed.GetValue(s_number), stop)
                ?? throw new CommandFailure(
                    $"There is no such report: {key.Unit} is no unit of these months, or no such number was signed."
                );
        }
        catch (DamagedReportException damaged)
        {
            throw new CommandFailure($"The report cannot be written: {damaged.Message}");
        }
    }

    /// <summary>Replaces the file atomically: readers see the old file or the new one.</summary>
    private static async Task WriteAsync(byte[] content, string path, CancellationToken stop)
    {
        var partial = $"{path}.{Guid.NewGuid():n}.partial";
        try
        {
            await File.WriteAllBytesAsync(partial, content, stop);
            File.Move(partial, path, overwrite: true);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new CommandFailure(denied.Message);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
