using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Sheets.TemplateSheets;

namespace Portal.Tests.Figures.Sheets;

[Needs(Resource.Database)]
public sealed class SheetTemplateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("typed")]
    [InlineData("excel")]
    [InlineData("another")]
    public async Task FilledIn_ByWhateverProgram_GivesTheVersionThatTypingGives(string how)
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var month = Month(view.Definition);
        var saved = how switch
        {
            "typed" => await database.TypeAsync(Clerk, Key, [.. month.Select(m => (m.Code, FormattableString.Invariant($"{m.Value}")))]),
            "excel" => await database.UploadAsync(TemplateBook.Of(view).With(month)),
            _ => await database.UploadAsync(await TemplateBook.Of(view).RewrittenAsync([.. month])),
        };
        Assert.All(saved.Cells, c => Assert.Equal(CellResult.Saved, c.Result));
        await database.ApproveAsync(Key);
        await using var db = database.Open();
        Assert.Equal(Expected(), (await db.Set<FigureVersion>().SingleAsync(Token)).Values);
        var origin = how == "typed" ? EntryOrigin.Typed : EntryOrigin.Uploaded;
        Assert.All(await db.Set<FigureEntry>().ToListAsync(Token), e => Assert.Equal(origin, e.Origin));

        // 1,010 … 1,0xx and 1000 … are worked out from the words of the month, not by the code under test.
        string Expected() =>
            FigureValues.Write(
                month.Select(m =>
                    KeyValuePair.Create(
                        m.Code,
                        m.Value switch
                        {
                            "不适用" => FigureValue.NotApplied,
                            "７００" => FigureValue.Of(700),
                            string text => FigureValue.Of(
                                decimal.Parse(
                                    text.Replace(",", "", StringComparison.Ordinal),
                                    System.Globalization.CultureInfo.InvariantCulture
                                )
                            ),
                            var number => FigureValue.Of(Convert.ToDecimal(number, System.Globalization.CultureInfo.InvariantCulture)),
                        }
                    )
                )
            );
    }

    public static TheoryData<string, string, string> Sheets =>
        new(
            from form in new[]
            {
                ("appeals", SampleData.Street),
                ("city-ranking", SampleData.District),
                ("community-service", SampleData.Community),
                ("service-modes", SampleData.Community),
                ("standards-check", SampleData.Street),
                ("street-service", SampleData.Street),
            }
            from language in new[] { "zh-CN", "en" }
            select (form.Item1, form.Item2, language)
        );

    [Theory, MemberData(nameof(Sheets))]
    public async Task Written_ForAnyForm_IsValidAndReadAsItStands(string form, string unit, string language)
    {
        await using var database = await CreateAsync();
        using var _ = new CultureScope(language);
        var view = await database.ViewAsync(new SheetKey(form, unit, new(2014, 10, 1)));
        var filled = view with
        {
            Cells = view.Definition.Cells.ToDictionary(
                c => c.Code,
                c => new CellView(c.Traits.MayNotApply ? FigureValue.NotApplied : FigureValue.Of(1), null, 1, "x", default, null),
                StringComparer.Ordinal
            ),
            Revision = 1,
        };
        var book = TemplateBook.Of(filled);
        using var document = SpreadsheetDocument.Open(new MemoryStream(book.Bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, Token).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var content = await book.ReadAsync(filled);
        Assert.Empty(content.Problems);
        Assert.Equal(
            FigureValues.Write(filled.Values),
            FigureValues.Write(content.Cells.Select(c => KeyValuePair.Create(c.Code, c.Value)))
        );
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Written_IsAValidProtectedWorkbook(string language)
    {
        await using var database = await CreateAsync();
        using var _ = new CultureScope(language);
        var book = TemplateBook.Of(await database.ViewAsync());
        using var document = SpreadsheetDocument.Open(new MemoryStream(book.Bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, Token).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        book.Read(sheet =>
        {
            var formats = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
            bool IsOpen(string place) => formats[(int)TemplateBook.At(sheet, place).StyleIndex!.Value].Protection!.Locked!.Value == false;
            Assert.True(sheet.GetFirstChild<SheetProtection>()!.Sheet!.Value);
            Assert.Null(sheet.GetFirstChild<SheetProtection>()!.Password);
            Assert.True(IsOpen(book.Place("civilAffairs.accepted")));
            Assert.True(IsOpen(book.Place("rated5")));
            Assert.Equal(12 * 6 + 11, sheet.Descendants<Cell>().Count(c => IsOpen(c.CellReference!)));
            Assert.Equal(PaneStateValues.Frozen, sheet.Descendants<Pane>().Single().State!.Value);
        });
    }

    [Fact]
    public async Task Written_ShowsWhatStandsThereAndWhatWasReportedBefore()
    {
        await using var database = await CreateAsync();
        await database.TypeAsync(Clerk, Key, ("rated5", "51"), ("civilAffairs.withdrawn", "-"));
        var view = await database.ViewAsync() with
        {
            LastMonth = FormSamples.Values("rated5=41"),
            LastYear = FormSamples.Values("rated5=31 employment.accepted=8"),
        };
        var book = TemplateBook.Of(view);
        book.Read(sheet =>
        {
            var row = book.Place("rated5")[1..];
            Assert.Equal("51", TemplateBook.At(sheet, book.Place("rated5")).InnerText);
            Assert.Equal(["31", "41"], new[] { "C", "D" }.Select(c => TemplateBook.At(sheet, c + row).InnerText));
            Assert.Equal("8", TemplateBook.At(sheet, "O" + book.Place("employment.accepted")[1..]).InnerText);
        });
        var content = await book.ReadAsync(view);
        Assert.Equal(["civilAffairs.withdrawn", "rated5"], content.Cells.Select(c => c.Code));
        Assert.Empty(content.Changes(view));
    }

    [Fact]
    public async Task EmptyCells_LeaveWhatStandsThere()
    {
        await using var database = await CreateAsync();
        var book = TemplateBook.Of(await database.ViewAsync()).With(("rated5", 5), ("rated4", "　"));
        await database.TypeAsync(Clerk, Key, ("rated4", "4"));
        await database.UploadAsync(book);
        Assert.Equal(
            (4m, 5m),
            ((await database.ViewAsync()).Values["rated4"].Number, (await database.ViewAsync()).Values["rated5"].Number)
        );
    }

    [Fact]
    public async Task WhatOthersSavedSince_IsAConflictAndStays()
    {
        await using var database = await CreateAsync();
        await database.TypeAsync(Clerk, Key, ("rated5", "1"));
        var book = TemplateBook.Of(await database.ViewAsync()).With(("rated5", 5), ("rated4", 4));
        await database.TypeAsync(Actors.Of("colleague", Role.Clerk, SampleData.DistrictId), Key, ("rated5", "7"));

        var view = await database.ViewAsync();
        var change = (await book.ReadAsync(view)).Changes(view).Single(c => c.Code == "rated5");
        Assert.Equal((7m, 5m, "colleague"), (change.Before.Number, change.After.Number, change.SavedSinceBy));
        Assert.Equal(
            [CellResult.Saved, CellResult.Conflict],
            (await database.UploadAsync(book)).Cells.OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => c.Result)
        );
        Assert.Equal(7m, (await database.ViewAsync()).Values["rated5"].Number);
    }

    [Fact, UseCulture("zh-CN")]
    public async Task FilledInEnglish_IsUnderstoodByAChineseReader()
    {
        await using var database = await CreateAsync();
        TemplateBook book;
        using (new CultureScope("en"))
            book = TemplateBook.Of(await database.ViewAsync()).With(("rated5", "n/a"), ("civilAffairs.accepted", 5));
        var content = await book.ReadAsync(await database.ViewAsync());
        Assert.Equal(5m, Assert.Single(content.Cells).Value.Number);
        Assert.Equal("value.notApplicableNotAllowed", Assert.Single(content.Problems).Code);
    }
}
