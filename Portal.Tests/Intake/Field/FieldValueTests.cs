using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>Values as systems and people write them are read right, or refused with what to do; none is guessed.</summary>
[Needs(Resource.Database)]
public sealed class FieldValueTests
{
    private const string Dates = """
        "dateOrder": "monthFirst", "dateNumbers": ["secondsSince1970", "millisecondsSince1970"],
        "noDate": ["1900-01-01", "9999-12-31", "0000-00-00"], "noValue": ["null", "-"]
        """;

    [Fact]
    public async Task Instants_WithoutAProfile_AreReadOrRefusedWithTheReason()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync("c23_ampm.csv");

        var taken = (await database.RecordsAsync()).ToDictionary(r => r.CaseNo, r => database.Local(r.AcceptedAt));
        Assert.Equal(["P11", "P2", "P3", "P4", "P5", "P9"], taken.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("2014-10-31 17:00:00.123456", taken["P3"]);
        Assert.Equal("2014-10-31 17:00:00", taken["P11"]);
        Assert.All((string[])["P2", "P4", "P5", "P9"], number => Assert.Equal("2014-10-31 09:00:00", taken[number]));
        Assert.Equal(
            [
                "2 acceptedAt instant.monthOrDay",
                "7 acceptedAt instant.seconds",
                "8 acceptedAt instant.milliseconds",
                "9 acceptedAt acceptedAt.invalid",
                "11 acceptedAt acceptedAt.invalid",
                "13 acceptedAt value.none",
                "14 acceptedAt acceptedAt.invalid",
                "15 acceptedAt value.none",
                "16 closedAt value.none",
                "17 closedAt value.none",
                "18 closedAt closedAt.beforeAccepted",
                "19 closedAt closedAt.inFuture",
            ],
            outcome.Codes()
        );
        Assert.Equal(18, outcome.Result.Received);
    }

    [Fact]
    public async Task Instants_WithAProfileThatSaysHow_AreRead()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync("c23_ampm.csv", FieldFiles.Profile(Dates));

        var taken = (await database.RecordsAsync()).ToDictionary(r => r.CaseNo);
        foreach (var number in (string[])["P1", "P6", "P7", "P15", "P16", "P17", "P18"])
        {
            Assert.Equal("2014-10-31 09:00:00", database.Local(taken[number].AcceptedAt));
            Assert.Null(taken[number].ClosedAt);
        }
        Assert.Equal(
            [
                "9 acceptedAt acceptedAt.invalid",
                "11 acceptedAt acceptedAt.invalid",
                "13 acceptedAt acceptedAt.required",
                "14 acceptedAt acceptedAt.invalid",
                "15 acceptedAt acceptedAt.required",
            ],
            outcome.Codes()
        );
    }

    [Theory]
    [InlineData("2014年10月31日 下午 3:05", "2014-10-31 15:05:00")]
    [InlineData("2014年10月31日 下午3点05分", "2014-10-31 15:05:00")]
    [InlineData("2014-10-31 上午 12:10", "2014-10-31 00:10:00")]
    [InlineData("2014/10/31 上午 9:00:01", "2014-10-31 09:00:01")]
    [InlineData("2014-10-31 03:05 下午", "2014-10-31 15:05:00")]
    [InlineData("2014-10-31 下午12:10", "2014-10-31 12:10:00")]
    [InlineData("2014-10-31 中午 1:10", "2014-10-31 13:10:00")]
    [InlineData("2014-10-31 晚上8:30", "2014-10-31 20:30:00")]
    [InlineData("2014-10-31 3:05:09 PM", "2014-10-31 15:05:09")]
    [InlineData("2014-10-31 12:00 AM", "2014-10-31 00:00:00")]
    [InlineData("２０１４年１０月３１日　１５：０５", "2014-10-31 15:05:00")]
    [InlineData("2014.10.31", "2014-10-31 00:00:00")]
    [InlineData("20141031", "2014-10-31 00:00:00")]
    [InlineData("20141031150509", "2014-10-31 15:05:09")]
    [InlineData("2014-1-3 8:05", "2014-01-03 08:05:00")]
    [InlineData("2014年1月3日星期五 8时5分", "2014-01-03 08:05:00")]
    [InlineData("2014-10-30 24:00", "2014-10-30 23:59:59.999999")]
    [InlineData("2014-10-30T24:00:00+08:00", "2014-10-30 23:59:59.999999")]
    [InlineData("2014-10-31 15:05:09,25", "2014-10-31 15:05:09.25")]
    [InlineData("2014-10-31 07:05 GMT", "2014-10-31 15:05:00")]
    [InlineData("2014-10-31 07:05 UTC-5", "2014-10-31 20:05:00")]
    public async Task Instant_ThatCanMeanOneThingOnly_IsRead(string text, string local)
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync($"{FieldFiles.Heading}\n1,350103T01A,T5,\"{text}\",\n");
        Assert.Empty(outcome.Codes());
        Assert.Equal(local, database.Local(Assert.Single(await database.RecordsAsync()).AcceptedAt));
    }

    [Theory]
    [InlineData("31/10/2014", "instant.monthOrDay")]
    [InlineData("1.2.2014 8:05", "instant.monthOrDay")]
    [InlineData("2014-10-31 上午 15:05", "acceptedAt.invalid")]
    [InlineData("2014-10-31 晚上12:00", "acceptedAt.invalid")]
    [InlineData("2014-10-31 24:01", "acceptedAt.invalid")]
    [InlineData("2014-10-31 25:00", "acceptedAt.invalid")]
    [InlineData("2014-13-01", "acceptedAt.invalid")]
    [InlineData("14-10-31", "acceptedAt.invalid")]
    [InlineData("41943.375", "instant.serial")]
    [InlineData("9999-12-31", "acceptedAt.inFuture")]
    [InlineData("1900-01-01", "acceptedAt.invalid")]
    [InlineData("N/A", "value.none")]
    [InlineData("无", "value.none")]
    public async Task Instant_ThatCouldMeanSeveralThings_IsRefused(string text, string code)
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync($"{FieldFiles.Heading}\n1,350103T01A,T5,\"{text}\",\n");
        Assert.Equal([$"2 acceptedAt {code}"], outcome.Codes());
    }

    [Theory]
    [InlineData("31/10/2014 8:05", "dayFirst", "2014-10-31 08:05:00")]
    [InlineData("02-03-2014", "dayFirst", "2014-03-02 00:00:00")]
    [InlineData("02-03-2014", "monthFirst", "2014-02-03 00:00:00")]
    [InlineData("10/31/2014 12:05:00 AM", "monthFirst", "2014-10-31 00:05:00")]
    public async Task Instant_WithTheYearLast_IsReadInTheOrderOfTheProfile(string text, string order, string local)
    {
        await using var database = await FieldFiles.CreateAsync();
        var profile = FieldFiles.Profile($"\"dateOrder\": \"{order}\"");
        Assert.Empty((await database.ImportTextAsync($"{FieldFiles.Heading}\n1,350103T01A,T5,{text},\n", profile)).Codes());
        Assert.Equal(local, database.Local(Assert.Single(await database.RecordsAsync()).AcceptedAt));
    }

    [Fact]
    public async Task ChineseDates_ByTheProfileOfTheirFormats_AreRead()
    {
        var profile = await File.ReadAllTextAsync(TestFiles.Path("Data/field/cn.json"), TestContext.Current.CancellationToken);
        string[] times = ["2014年10月31日", "2014.10.31", "20141031", "2014-1-3 8:05", "2014年1月3日 8:05", "2014-10-31 下午 03:05"];
        await using var database = await FieldFiles.CreateAsync();
        var rows = times.Select((text, i) => $"{i},350103T01A,T5,{text},\n");
        Assert.Empty((await database.ImportTextAsync($"{FieldFiles.Heading}\n{string.Concat(rows)}", FieldFiles.Request(profile))).Codes());
        Assert.Equal(
            [
                "2014-10-31 00:00:00",
                "2014-10-31 00:00:00",
                "2014-10-31 00:00:00",
                "2014-01-03 08:05:00",
                "2014-01-03 08:05:00",
                "2014-10-31 15:05:00",
            ],
            (await database.RecordsAsync()).Select(r => database.Local(r.AcceptedAt))
        );
    }

    [Fact]
    public async Task WholeNumbers_WithGroupsFullWidthDigitsAndZeroFractions_AreRead()
    {
        await using var database = await FieldFiles.CreateAsync();
        Assert.Empty((await database.ImportAsync("c30_thousands.csv")).Codes());
        Assert.Equal([1_000, 5, 2], (await database.RecordsAsync()).Select(r => r.ExtensionDays));
    }

    [Theory]
    [InlineData("\"1,2\"")]
    [InlineData("2.5")]
    [InlineData("1e3")]
    [InlineData("五")]
    public async Task WholeNumber_ThatIsNone_IsRefused(string text)
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync($"{FieldFiles.Heading},extensionDays\n1,350103T01A,T5,2014-10-31,,{text}\n");
        Assert.Equal(["2 extensionDays number.invalid"], outcome.Codes());
    }

    [Fact]
    public async Task Grades_AreReadWhereTheyAreOne()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync("c31_sat.csv");
        Assert.Equal(
            ["SA0 5", "SA1 5", "SA2 5", "SA3 4", "SA4 5", "SA9 "],
            (await database.RecordsAsync()).Select(r => $"{r.CaseNo} {r.Satisfaction}")
        );
        Assert.All(outcome.Result.Errors, e => Assert.Equal(("satisfaction", "value.unknown"), (e.Field, e.Code)));
        Assert.Equal(4, outcome.Result.Rejected);
    }

    [Fact]
    public async Task FallbackColumns_GiveTheFirstThatIsNotBlank()
    {
        var profile = FieldFiles.Request(
            """
            { "noValue": ["NULL"], "fields": {
              "source": { "constant": "X" }, "caseNo": { "column": "caseNo" }, "unitCode": { "column": "unitCode" },
              "itemCode": { "column": "itemCode" }, "acceptedAt": { "columns": ["received", "opened", "created"] } } }
            """
        );
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync(
            "caseNo,unitCode,itemCode,created,opened,received\n"
                + "1,350103T01A,T5,2014-10-01,2014-10-02,2014-10-03\n2,350103T01A,T5,2014-10-01,2014-10-02,NULL\n"
                + "3,350103T01A,T5,2014-10-01, ,\n4,350103T01A,T5,,,\n",
            profile
        );
        Assert.Equal(["5 acceptedAt acceptedAt.required"], outcome.Codes());
        Assert.Equal([3, 2, 1], (await database.RecordsAsync()).Select(r => r.AcceptedDay.Day));
    }

    [Fact]
    public async Task IgnoredColumns_AreIgnoredWhateverTheyHold()
    {
        var profile = FieldFiles.Profile("\"ignore\": [\"extra\", \"note\"]");
        var all = FieldFiles.Profile("\"ignore\": [\"*\"]");
        const string Case =
            "\"caseNo\":\"1\",\"unitCode\":\"350103T01A\",\"itemCode\":\"T5\",\"acceptedAt\":\"2014-10-31\",\"closedAt\":null";
        const string Nested = $$$"""[{{{{Case}}},"extra":{"a":[1,{"b":null}]},"note":[["\ud800"]],"extra":2}]""";
        await using var database = await FieldFiles.CreateAsync();
        foreach (var request in (Domain.Intake.Pipeline.FileIntakeRequest[])[profile, all])
        {
            var outcome = await database.ImportAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Nested)), "cases.json", request);
            Assert.Empty(outcome.Codes());
        }
        var text = await database.ImportTextAsync($"{FieldFiles.Heading},extra,note\n2,350103T01A,T5,2014-10-31,,\0,\uFFFD\n", profile);
        Assert.Empty(text.Codes());
        Assert.Equal(["1", "2"], await database.NumbersAsync());
    }
}
