using System.Reflection;
using CsCheck;
using Portal.Domain.Metrics.Formulas;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Metrics;

public sealed class MeasuresTests
{
    private static readonly PropertyInfo[] s_stored = [.. typeof(Measures).GetProperties().Where(p => p.CanWrite)];
    private static readonly Gen<Measures> s_measures = Gen.Long[-1_000_000, 1_000_000]
        .Array[MeasureColumns.Count]
        .Select(values => MeasureColumns.Read(values));

    [Fact]
    public void Names_AreAllThatIsStored_SoThatNothingIsForgotten()
    {
        Assert.Equal(s_stored.Select(p => p.Name).Order(StringComparer.Ordinal), MeasureColumns.Names.Order(StringComparer.Ordinal));
        Assert.Equal(MeasureColumns.Count, MeasureColumns.Names.Count);
    }

    [Fact]
    public void WriteAndRead_KeepTheOrderOfNames()
    {
        var values = Enumerable.Range(1, MeasureColumns.Count).Select(i => (long)i).ToArray();
        object measures = MeasureColumns.Read(values);
        Assert.Equal(values, MeasureColumns.Names.Select(name => (long)typeof(Measures).GetProperty(name)!.GetValue(measures)!));

        var written = new long[MeasureColumns.Count];
        MeasureColumns.Write((Measures)measures, written);
        Assert.Equal(values, written);
    }

    [Fact]
    public void Sum_IsOfEveryMeasure() =>
        Gen.Select(s_measures, s_measures)
            .Sample(
                (a, b) =>
                {
                    object sum = a + b;
                    foreach (var property in s_stored)
                        Assert.Equal((long)property.GetValue(a)! + (long)property.GetValue(b)!, property.GetValue(sum));
                }
            );

    [Fact]
    public void Algebra_IsThatOfAGroup() =>
        Gen.Select(s_measures, s_measures, s_measures)
            .Sample(
                (a, b, c) =>
                {
                    Assert.Equal(a + b, b + a);
                    Assert.Equal((a + b) + c, a + (b + c));
                    Assert.Equal(a, a + default(Measures));
                    Assert.Equal(a, (a + b) - b);
                    Assert.True((a - a).IsZero);
                    Assert.Equal(a + a + a, a * 3);
                }
            );

    [Fact]
    public void Derived_AreOfTheStoredOnes()
    {
        var measures = new Measures
        {
            Accepted = 10,
            Closed = 7,
            Rated1 = 1,
            Rated2 = 2,
            Rated3 = 3,
            Rated4 = 4,
            Rated5 = 5,
        };
        Assert.Equal(15, measures.Rated);
        Assert.Equal(3, measures.Open);
        Assert.False(measures.IsZero);
        Assert.True(default(Measures).IsZero);
    }
}
