using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain.Shared;

namespace Portal.Domain.Data;

internal sealed class InstantConverter()
    : ValueConverter<DateTimeOffset, long>(
        instant => Instants.ToMicroseconds(instant),
        microseconds => Instants.FromMicroseconds(microseconds)
    );

internal sealed class DayConverter() : ValueConverter<DateOnly, int>(day => Days.ToNumber(day), number => Days.FromNumber(number));
