using System.Diagnostics;
using System.Globalization;
using System.Text;
using Portal.Domain.Documents.Excel;
using Portal.Domain.Documents.Word;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Records;
using Portal.Tests.Figures.Sheets;
using Portal.Tests.Intake;
using Portal.Tests.Reports;
using Portal.Tests.Support;

namespace Portal.Tests.Fuzzing;

/// <summary>Whatever file is sent, its reader takes it or refuses it with a reason, in time and without keeping memory.</summary>
[CollectionDefinition(nameof(FileFuzzTests), DisableParallelization = true)]
[Collection(nameof(FileFuzzTests))]
[Needs(Resource.Database)]
[Needs(Resource.Time)]
public sealed class FileFuzzTests
{
    private const long MostKept = 32L << 20;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_ChangedAtRandom_AreReadOrRefusedWithAReasonInTime()
    {
        await using var database = await TemplateSheets.CreateAsync();
        var view = await database.ViewAsync();
        (string Kind, Func<Random, byte[]> Make, Func<byte[], Task> Read)[] readers =
        [
            ("csv", random => Mutated(random, RecordFiles.Csv), bytes => ReadAsync(bytes, FileFormat.Csv)),
            ("json", random => Mutated(random, RecordFiles.Json), bytes => ReadAsync(bytes, FileFormat.Json)),
            ("ndjson", random => Mutated(random, RecordFiles.NdJson), bytes => ReadAsync(bytes, FileFormat.NdJson)),
            ("profile", random => Mutated(random, RecordFiles.Profile), ReadProfileAsync),
            ("xlsx", random => ZipMutator.Mutate(random, RecordFiles.Workbook), bytes => ReadAsync(bytes, FileFormat.Xlsx)),
            ("sheet", random => ZipMutator.Mutate(random, TemplateOf(view)), bytes => ReadSheetAsync(bytes, view)),
            ("docx", random => ZipMutator.Mutate(random, s_word), ReadWordAsync),
            ("report", random => ZipMutator.Mutate(random, s_excel), ReadExcelAsync),
        ];
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {FuzzOptions.Seed}, {FuzzOptions.Files} files");

        var failures = new List<string>();
        var slowest = (Index: 0, Kind: "", Took: TimeSpan.Zero);
        long? before = null;
        for (var index = 0; index < FuzzOptions.Files; index++)
        {
            if (index == FuzzOptions.Files / 4)
                before = GC.GetTotalMemory(forceFullCollection: true);
            var random = FuzzOptions.Random(index);
            var (kind, make, read) = readers[index % readers.Length];
            var file = make(random);
            var began = Stopwatch.GetTimestamp();
            if (await TryAsync(file, read) is { } failure)
                failures.Add($"{index} ({kind}): {failure}");
            if (Stopwatch.GetElapsedTime(began) is var took && took > slowest.Took)
                slowest = (index, kind, took);
        }
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before!.Value;

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"slowest {slowest.Took.TotalMilliseconds:F0} ms ({slowest.Kind}, {slowest.Index}); kept {kept / 1024.0 / 1024:F1} MiB"
            )
        );
        Assert.True(
            failures.Count == 0,
            $"{failures.Count} failures with seed {FuzzOptions.Seed}:{Environment.NewLine}"
                + string.Join(Environment.NewLine, failures.Take(20))
        );
        Assert.InRange(kept, long.MinValue, MostKept);
    }

    private static readonly byte[] s_word = WordReport.ShippedTemplate(ReportSamples.Chinese);
    private static readonly byte[] s_excel = ExcelReport.ShippedTemplate(ReportSamples.Chinese);

    private static byte[] Mutated(Random random, string seed) =>
        random.Next(2) == 0
            ? ByteMutator.Mutate(random, Encoding.UTF8.GetBytes(seed))
            : Encoding.UTF8.GetBytes(ByteMutator.Mutate(random, seed));

    private static byte[] TemplateOf(SheetView view)
    {
        using var target = new MemoryStream();
        SheetTemplate.Write(view, target);
        return target.ToArray();
    }

    /// <returns>What was wrong; null for nothing.</returns>
    private static async Task<string?> TryAsync(byte[] file, Func<byte[], Task> read)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await read(file);
        }
        catch (Exception refused) when (refused is RecordFileException or ProfileException)
        {
            if (string.IsNullOrWhiteSpace(refused.Message))
                return "refused without a reason";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure.ToString();
        }
        return Stopwatch.GetElapsedTime(began) is var took && took > s_longest ? $"took {took.TotalSeconds:F1} s" : null;
    }

    private static async Task ReadAsync(byte[] file, FileFormat format)
    {
        var rows = await RecordFileSamples.ReadAsync(file, format, new(RecordStream.Cases, format) { DefaultSource = "s" });
        Assert.All(rows.SelectMany(r => r.Errors), e => Assert.NotEmpty(e.Message));
    }

    private static Task ReadProfileAsync(byte[] file)
    {
        ProfileJson.Read(Encoding.UTF8.GetString(file));
        return Task.CompletedTask;
    }

    private static async Task ReadSheetAsync(byte[] file, SheetView view)
    {
        var content = await SheetTemplate.ReadAsync(new MemoryStream(file), view, TemplateSheets.Names, Token);
        Assert.All(content.Problems, p => Assert.NotEmpty(p.Message));
        content.Inputs(view);
    }

    private static Task ReadWordAsync(byte[] file)
    {
        WordReport.Check(file, ReportSamples.Document, Token);
        return Task.CompletedTask;
    }

    private static Task ReadExcelAsync(byte[] file)
    {
        ExcelReport.Check(file, ReportSamples.Document, Token);
        return Task.CompletedTask;
    }
}
