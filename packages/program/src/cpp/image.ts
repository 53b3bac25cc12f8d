/** A picture as the model takes it. */
export const cppImage: string = String.raw`#if HAS_IMAGE
struct Picture {
    int width = 0, height = 0;
    std::vector<float> pixels;  // rows of red, green, blue; 0 to 255

    float at(int y, int x, int colour) const { return pixels[(static_cast<size_t>(y) * width + x) * 3 + colour]; }
};

static Picture readPpm(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string magic;
    int numbers[3] = {0, 0, 0};
    file >> magic;
    for (int& number : numbers) {
        while (file >> std::ws && file.peek() == '#') file.ignore(1 << 20, '\n');
        file >> number;
    }
    file.get();
    if (!file || magic != "P6" || numbers[2] != 255 || numbers[0] <= 0 || numbers[1] <= 0) fail(path + " is no binary PPM picture with 255 for its brightest.");
    std::vector<unsigned char> bytes(static_cast<size_t>(numbers[0]) * numbers[1] * 3);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file) fail(path + " is shorter than it says.");
    return Picture{numbers[0], numbers[1], std::vector<float>(bytes.begin(), bytes.end())};
}

// Bilinear, pixels as squares: the middle of a pixel is at a half.
static Picture resized(const Picture& from, int width, int height) {
    Picture to{width, height, std::vector<float>(static_cast<size_t>(width) * height * 3)};
    auto place = [](int at, int size, int wanted) { return std::min(std::max((at + 0.5f) * size / wanted - 0.5f, 0.0f), static_cast<float>(size - 1)); };
    for (int y = 0; y < height; ++y) {
        const float fromY = place(y, from.height, height);
        const int top = static_cast<int>(fromY), bottom = std::min(top + 1, from.height - 1);
        for (int x = 0; x < width; ++x) {
            const float fromX = place(x, from.width, width);
            const int left = static_cast<int>(fromX), right = std::min(left + 1, from.width - 1);
            const float down = fromY - top, along = fromX - left;
            for (int colour = 0; colour < 3; ++colour) {
                const float first = from.at(top, left, colour) * (1 - down) + from.at(bottom, left, colour) * down;
                const float second = from.at(top, right, colour) * (1 - down) + from.at(bottom, right, colour) * down;
                to.pixels[(static_cast<size_t>(y) * width + x) * 3 + colour] = first * (1 - along) + second * along;
            }
        }
    }
    return to;
}

static Picture letterboxed(const Picture& picture) {
    const float scale = std::min(static_cast<float>(kWidth) / picture.width, static_cast<float>(kHeight) / picture.height);
    const Picture small = resized(picture, std::max(1, static_cast<int>(std::lround(picture.width * scale))), std::max(1, static_cast<int>(std::lround(picture.height * scale))));
    Picture box{kWidth, kHeight, std::vector<float>(static_cast<size_t>(kWidth) * kHeight * 3, 114.0f)};
    for (int y = 0; y < std::min(small.height, kHeight); ++y) {
        const size_t row = static_cast<size_t>(std::min(small.width, kWidth)) * 3;
        std::copy_n(small.pixels.begin() + static_cast<size_t>(y) * small.width * 3, row, box.pixels.begin() + static_cast<size_t>(y) * kWidth * 3);
    }
    return box;
}

static Tensor imageTensor(const std::string& path, size_t rank) {
    const Picture read = readPpm(path);
    const Picture picture = kLetterbox ? letterboxed(read) : resized(read, kWidth, kHeight);
    Tensor tensor{"float", {3, kHeight, kWidth}, std::vector<char>(static_cast<size_t>(kWidth) * kHeight * 3 * sizeof(float))};
    if (rank == 4) tensor.dims.insert(tensor.dims.begin(), 1);
    float* values = reinterpret_cast<float*>(tensor.bytes.data());
    for (int plane = 0; plane < 3; ++plane) {
        const int colour = kBlueFirst ? 2 - plane : plane;
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x) *values++ = (picture.at(y, x, colour) / kDivisor - kMean[colour]) / kDeviation[colour];
        }
    }
    return tensor;
}
#endif
`;
