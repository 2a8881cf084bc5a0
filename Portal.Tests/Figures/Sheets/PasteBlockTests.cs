using Portal.Figures.Cells;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Figures.Sheets;

public sealed class PasteBlockTests
{
    [Theory]
    [InlineData("861", "861")]
    [InlineData("861\r\n", "861")]
    [InlineData("1\t2\r\n3\t4\r\n", "1|2/3|4")]
    [InlineData("1\t2\n3\t4", "1|2/3|4")]
    [InlineData("1\r2\r", "1/2")]
    [InlineData("1\t\t3\n", "1||3")]
    [InlineData("1\t\n", "1|")]
    [InlineData("1\n\n3\n", "1//3")]
    [InlineData("\"1,234\"\t５\n", "1,234|５")]
    [InlineData("\"a\"\"b\"\t2", "a\"b|2")]
    [InlineData("\"two\nlines\"\t2\n3\t4\n", "two\nlines|2/3|4")]
    [InlineData("\"not closed\t2\n3", "\"not closed|2/3")]
    [InlineData("5\"\t6", "5\"|6")]
    [InlineData("", "")]
    public void Read_WhatSpreadsheetsCopy_IsRowsOfCells(string text, string expected) =>
        Assert.Equal(expected, string.Join('/', PasteBlock.Read(text).Select(row => string.Join('|', row))));

    [Fact]
    public void Place_InATable_GoesRightAndDownFromTheCell()
    {
        var places = PasteBlock.Place(SheetPageHarness.Definition.Sections[1], "relief.spot", PasteBlock.Read("1\t2\n3\t4\n"));

        Assert.Equal([("relief.spot", "1"), ("relief.out", "2"), ("jobs.spot", "3"), ("jobs.out", "4")], places.Cells);
        Assert.Equal((0, 0), (places.RowsLeft, places.ColumnsLeft));
    }

    [Fact]
    public void Place_InAList_TakesOneColumnAndCountsTheRest()
    {
        var places = PasteBlock.Place(SheetPageHarness.Definition.Sections[0], "closed", PasteBlock.Read("1\tx\n2\ty\n3\tz\n\t\n"));

        Assert.Equal([("closed", "1"), ("notes", "2")], places.Cells);
        Assert.Equal((1, 1), (places.RowsLeft, places.ColumnsLeft)); // the row without anything in it is none
    }
}
