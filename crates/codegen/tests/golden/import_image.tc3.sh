tc3 ecm ImportImage --ImageId img-pmqg1cw9 --ImageDescription sampleImage --SourceRegion ap-chengdu
