using System.Globalization;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data.Faults;

namespace Portal.Tests.Storage;

public sealed class StorageFaultsTests
{
    [Theory]
    [InlineData(13, StorageFault.DiskFull)]
    [InlineData(8, StorageFault.NotWritable)]
    [InlineData(10, StorageFault.Failing)]
    [InlineData(11, StorageFault.Damaged)]
    [InlineData(26, StorageFault.Damaged)]
    [InlineData(14, StorageFault.Unreachable)]
    [InlineData(5, null)] // busy
    [InlineData(19, null)] // a constraint
    public void Of_SqliteCode_IsItsFault(int code, StorageFault? fault) =>
        Assert.Equal(fault, StorageFaults.Of(new DbUpdateException("saving", new SqliteException("message", code))));

    [Theory]
    [InlineData("53100", StorageFault.DiskFull)]
    [InlineData("25006", StorageFault.NotWritable)]
    [InlineData("57P01", StorageFault.Unreachable)]
    [InlineData("08006", StorageFault.Unreachable)]
    [InlineData("58030", StorageFault.Failing)]
    [InlineData("XX001", StorageFault.Damaged)]
    [InlineData("23505", null)] // a constraint
    public void Of_PostgresState_IsItsFault(string state, StorageFault? fault) =>
        Assert.Equal(
            fault,
            StorageFaults.Of(new InvalidOperationException("transient", new PostgresException("m", "ERROR", "ERROR", state)))
        );

    [Fact]
    public void Of_WhatIsNoFaultOfTheStorage_IsNull()
    {
        Assert.Null(StorageFaults.Of(new InvalidOperationException("a bug")));
        Assert.Null(StorageFaults.Of(new IOException("The client has gone.")));
        Assert.Equal(StorageFault.Unreachable, StorageFaults.Of(new NpgsqlException("connect", new SocketException(111))));
        Assert.Equal(StorageFault.DiskFull, StorageFaults.Of(new IOException("No space left on device", 28)));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Text_OfEveryFault_IsThere(string language) =>
        Assert.All(Enum.GetValues<StorageFault>(), fault => Assert.NotEmpty(fault.Text(CultureInfo.GetCultureInfo(language))));

    [Fact]
    public void Report_Damage_StaysUntilTheEnd()
    {
        var state = new StorageState();
        state.Report(StorageFault.DiskFull, "full");
        state.Clear();
        Assert.Null(state.Fault);
        state.Report(StorageFault.Damaged, "page 5");
        state.Report(StorageFault.DiskFull, "full");
        state.Clear();

        Assert.Equal((StorageFault.Damaged, "page 5"), (state.Fault, state.Detail));
        Assert.Throws<StorageUnavailableException>(state.DemandWritable);
    }
}
