using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>Text that is difficult for a database or its bulk format.</summary>
[Needs(Resource.Database)]
public sealed class IntakeTextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Send_UnusualButWholeText_IsStoredAsItIsAndKnownAgain(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        string[] numbers =
        [
            "\\N",
            "\\.",
            "\"quoted\"",
            "it's",
            "a,b;c",
            "%_",
            "台办〔2014〕第7号",
            "𠮷野家",
            "e\u0301",
            "\u200B7",
            "𝟙𝟚𝟛",
            "—",
            "PGCOPY",
            new('件', ServiceRecord.CaseNoLength),
            string.Concat(Enumerable.Repeat("𠮷", ServiceRecord.CaseNoLength / 2)),
        ];
        var inputs = numbers
            .Select(number => SampleData.Input(number) with { Suspensions = [new(new(2014, 10, 9), new(2014, 10, 9), number)] })
            .ToArray();

        var first = await database.SendCasesAsync(inputs);
        var again = await database.SendCasesAsync(inputs);

        Assert.Equal((numbers.Length, numbers.Length), ((int)first.Created, (int)again.Unchanged));
        await using var db = database.Open();
        var stored = await db.Cases.AsNoTracking().ToDictionaryAsync(c => c.CaseNo, c => c.SuspensionsText, StringComparer.Ordinal, Stop);
        Assert.Equal(numbers.Select(Identifiers.Clean).Order(StringComparer.Ordinal), stored.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            numbers.Where(n => !n.Contains(';', StringComparison.Ordinal)),
            number => Assert.EndsWith(" " + number, stored[Identifiers.Clean(number)], StringComparison.Ordinal)
        );
    }

    [Theory, Databases]
    public async Task Send_TextThatCannotBeStored_IsRejectedAloneAndItsNeighboursAreTaken(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var good = SampleData.Input("good");

        var result = await database.SendCasesAsync(
            good,
            good with
            {
                CaseNo = "a\0b",
            },
            good with
            {
                CaseNo = "\uD800",
            },
            good with
            {
                CaseNo = "7\uDC007",
            },
            good with
            {
                CaseNo = "lost \uFFFD",
            },
            good with
            {
                CaseNo = new string('1', ServiceRecord.CaseNoLength + 1),
            },
            good with
            {
                Source = "so\0urce",
            },
            good with
            {
                CaseNo = "reason",
                Suspensions = [new(new(2014, 10, 9), new(2014, 10, 9), "检\uD800验")],
            },
            good with
            {
                CaseNo = "last",
            }
        );

        Assert.Equal((9, 2, 7), (result.Received, result.Created, result.Rejected));
        Assert.Equal(
            [
                (2, "caseNo", "text.unprintable"),
                (3, "caseNo", "text.unprintable"),
                (4, "caseNo", "text.unprintable"),
                (5, "caseNo", "text.unprintable"),
                (6, "caseNo", "text.tooLong"),
                (7, "source", "text.unprintable"),
                (8, "suspensions", "text.unprintable"),
            ],
            result.Errors.Select(e => ((int)e.Line, e.Field, e.Code))
        );
        Assert.Equal(["a□b", "□", "7□7"], result.Errors.Take(3).Select(e => e.Value));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, FileFormat.NdJson)]
    [InlineData(DatabaseKind.Postgres, FileFormat.NdJson)]
    [InlineData(DatabaseKind.Sqlite, FileFormat.Json)]
    [InlineData(DatabaseKind.Postgres, FileFormat.Json)]
    public async Task Import_JsonThatSpellsNoText_RejectsThoseRowsAlone(DatabaseKind kind, FileFormat format)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        string[] rows =
        [
            Json("1"),
            Json(@"a\u0000b"),
            Json(@"\ud800"),
            Json("2", @"[{""from"":""2014-10-09"",""to"":""2014-10-09"",""reason"":""\udc00""}]"),
            Json("3", @"[{""from"":""2014-10-09"",""to"":""2014-10-09"",""reason"":""\u0000""}]"),
            Json(@"\ud842\udfb7"),
        ];
        var text = format == FileFormat.Json ? $"[{string.Join(",\n", rows)}]" : string.Join('\n', rows);

        var result = await ImportAsync(database, Encoding.UTF8.GetBytes(text), format);

        Assert.Equal((6, 2, 4), (result.Received, result.Created, result.Rejected));
        Assert.Equal([2, 3, 4, 5], result.Errors.Select(e => (int)e.Line));
    }

    [Theory, Databases]
    public async Task Import_CsvWithANul_RejectsThatRowAlone(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);

        var result = await ImportAsync(
            database,
            Encoding.UTF8.GetBytes($"{Heading}\n{Csv("1")}\n{Csv("a\0b")}\n{Csv("2")}\n"),
            FileFormat.Csv
        );

        Assert.Equal((3, 2, 1), (result.Received, result.Created, result.Rejected));
        Assert.Equal((3L, "caseNo", "text.unprintable"), result.Errors.Select(e => (e.Line, e.Field, e.Code)).Single());
    }

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })] // a first byte without its second
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // half a pair, written as if it were a character
    [InlineData(new byte[] { 0xFF, 0xFF })]
    public async Task Import_BytesThatAreNoText_RefusesTheFileWithItsLine(byte[] bytes)
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Postgres);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{Heading}\n{Csv("1")}\n{Csv("台")}\n"), .. bytes, (byte)'\n'];

        var refused = await Assert.ThrowsAsync<RecordFileException>(() => ImportAsync(database, content, FileFormat.Csv));

        Assert.Equal("file.undecodable", refused.Code);
    }

    private const string Heading = "source,caseNo,unitCode,itemCode,acceptedAt";

    private static string Csv(string number) => $"s,{number},{SampleData.Community},{SampleData.Licence},2014-10-08";

    private static string Json(string number, string suspensions = "[]") =>
        $$"""
            {"source":"s","caseNo":"{{number}}","unitCode":"{{SampleData.Community}}",
            "itemCode":"{{SampleData.Licence}}","acceptedAt":"2014-10-08","suspensions":{{suspensions}}}
            """.ReplaceLineEndings("");

    private static async Task<IntakeResult> ImportAsync(TestDatabase database, byte[] content, FileFormat format)
    {
        await using var file = await database
            .Get<RecordFileReader>()
            .OpenAsync(new MemoryStream(content), new(RecordStream.Cases, format), Stop);
        return await database
            .Get<IRecordIntake>()
            .RunAsync(file.ReadAsync(Stop), new(RecordStream.Cases) { Scope = UnitScope.Everything }, cancellation: Stop);
    }
}
